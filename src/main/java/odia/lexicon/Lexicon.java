package odia.lexicon;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import odia.corpus.CorpusException;
import odia.corpus.OdiaScript;
import odia.corpus.TextFile;
import odia.text.Words;

/**
 * Words of related languages, in Odia script, and the Odia word for each. A file of it is UTF-8
 * text, gzipped or not, a pair a line: {@code word<TAB>Odia word}.
 *
 * @param words by the related word; those that Odia writes the same are left out
 */
public record Lexicon(Map<String, String> words) {

  /** Knows no word: a text is read in Odia script as it is. */
  public static final Lexicon NONE = new Lexicon(Map.of());

  public Lexicon {
    words = Map.copyOf(words);
  }

  /**
   * Reads a text of a related language, in whatever script it has, as Odia: letter by letter in
   * Odia script, then word by word where a word is known. What is known of neither stays.
   */
  public String odia(String text) {
    String script = OdiaScript.of(text);
    return words.isEmpty()
        ? script
        : Words.of(script).stream()
            .map(word -> words.getOrDefault(word, word))
            .collect(Collectors.joining(" "));
  }

  /**
   * @throws CorpusException naming the line that is no pair
   */
  public static Lexicon read(Path file) {
    Map<String, String> words = new TreeMap<>();
    TextFile.read(
        file,
        (line, number) -> {
          String[] pair = line.split("\t", -1);
          if (pair.length != 2 || pair[0].isBlank() || pair[1].isBlank()) {
            throw new CorpusException(
                "%s, line %d: a lexicon has two words with a tab between them in each line"
                    .formatted(file, number));
          }
          words.put(pair[0], pair[1]);
        });
    return new Lexicon(words);
  }

  /** Writes a gzipped file, the same bytes for the same words. */
  public void write(Path file) throws IOException {
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
      for (Map.Entry<String, String> pair : new TreeMap<>(words).entrySet()) {
        out.write(pair.getKey() + '\t' + pair.getValue() + '\n');
      }
    }
  }
}
