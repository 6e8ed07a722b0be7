package odia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What the documentation tells people to type is what the program understands. */
class DocumentationTest {

  /** A line that is a command, perhaps after variables: {@code KEY=value ./odia …}. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^\\s*(?:\\$ )?(?:[A-Z_]+=\\S+ +)*\\./odia\\b([^\\n]*)$");

  private static final Pattern MENTION = Pattern.compile("`\\./odia ([a-z][a-z-]*)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  /** From here on a line is not the command's any more. */
  private static final Pattern END = Pattern.compile("#.*|[|;&<>].*|\\d>.*");

  static List<String> commands() throws IOException {
    return all(COMMAND);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandLineIsUnderstood(String line) {
    List<String> words = words(line);
    assertThatCode(() -> Main.commandLine().parseArgs(words.toArray(String[]::new)))
        .as("./odia" + line)
        .doesNotThrowAnyException();
  }

  @Test
  void everyCommandThatIsMentionedExists() throws IOException {
    assertThat(Main.commandLine().getSubcommands())
        .containsKeys(all(MENTION).toArray(String[]::new));
  }

  @Test
  void wrongCommandsAreFound() {
    CommandLine program = Main.commandLine();
    List<String> words = words(" evaluate --data 'a b.tsv' --jsn | jq . # as JSON");
    assertThat(words).containsExactly("evaluate", "--data", "a b.tsv", "--jsn");
    assertThatCode(() -> program.parseArgs(words.toArray(String[]::new)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--jsn");
  }

  private static List<String> all(Pattern pattern) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : documents()) {
      String text = Files.readString(file).replace("\\\n", " ");
      pattern.matcher(text).results().map(match -> match.group(1)).forEach(found::add);
    }
    return found;
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(""), 4)) {
      return files.filter(f -> f.toString().endsWith(".md") && !f.startsWith("target")).toList();
    }
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find() && !END.matcher(matcher.group()).matches()) {
      String quoted = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      words.add(quoted == null ? matcher.group(3) : quoted);
    }
    return words;
  }
}
