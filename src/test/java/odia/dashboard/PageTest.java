package odia.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files, as they are. */
class PageTest {

  private static final Path FOLDER = Path.of("src/main/resources/dashboard");

  /** Without the font. */
  private static final long HEAVIEST = 500_000;

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("openapi.yaml"))
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> found(String text, String pattern) {
    Set<String> found = new TreeSet<>();
    Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).forEach(found::add);
    return found;
  }

  @Test
  void itWeighsLittle() throws IOException {
    long bytes = 0;
    for (Path file : files()) {
      bytes += file.toString().endsWith(".woff2") ? 0 : Files.size(file);
    }
    assertThat(bytes).isBetween(50_000L, HEAVIEST);
  }

  /** The policy would forbid it too; here it is seen before a browser is. */
  @Test
  void nothingComesFromElsewhereAndNothingIsMadeOfMarkup() throws IOException {
    for (Path file : files()) {
      if (file.toString().matches(".*\\.(js|html|css)") && !file.toString().contains("vendor")) {
        assertThat(read(file))
            .as(file.toString())
            .doesNotContainPattern("(src|href|url)\\s*[=(]\\s*['\"]?(https?:)?//")
            .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
            .doesNotContainPattern("\\beval\\(|new Function\\(");
      }
    }
  }

  @Test
  void whatThePageNamesIsThere() {
    Set<String> named = found(read(FOLDER.resolve("index.html")), "(?<=/assets/)[\\w./-]+");
    assertThat(named).isNotEmpty().allMatch(path -> Files.isRegularFile(FOLDER.resolve(path)));
  }

  @Test
  void bothLanguagesHaveTheSameWords() {
    String key = "(?m)(?<=^  ')[\\w./-]+(?=':)";
    Set<String> english = found(read(FOLDER.resolve("words-en.js")), key);
    assertThat(english).hasSizeGreaterThan(100);
    assertThat(found(read(FOLDER.resolve("words-or.js")), key)).isEqualTo(english);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uplot", "noto-sans-oriya"})
  void whatOthersMadeHasItsLicence(String folder) throws IOException {
    try (Stream<Path> all = Files.list(FOLDER.resolve("vendor").resolve(folder))) {
      assertThat(all).anyMatch(file -> file.getFileName().toString().contains("LICENSE"));
    }
    assertThat(read(Path.of("NOTICE"))).containsPattern("uPlot").contains("Noto Sans Oriya");
  }
}
