package odia.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The figures we publish are of texts that training never saw: neither whole nor in a run of seven
 * words, which is more than Odia's set phrases have.
 */
class LeakageTest {

  private static final int RUN = 7;
  private static final Path CORPUS = Path.of("src", "corpus");

  @Test
  void noPretrainingTextSharesSevenWordsWithAnEvaluationText() throws IOException {
    Set<String> held = new HashSet<>();
    Stream.of("dev", "test")
        .flatMap(name -> sib200(name).stream())
        .map(text -> runs(text.text()))
        .forEach(held::addAll);
    assertThat(held).as("runs of evaluation texts").hasSizeGreaterThan(3000);
    List<Path> files = pretrainingFiles();
    assertThat(files).hasSizeGreaterThanOrEqualTo(8);
    List<String> leaks = new ArrayList<>();
    for (Path file : files) {
      TextFile.read(file, (line, number) -> collect(file + ":" + number, line, held, leaks));
    }
    assertThat(leaks).isEmpty();
  }

  /** Ids are the same in all languages: no sentence may be learned from in translation. */
  @Test
  void noRelatedLanguageHasAnEvaluationTextInTranslation() throws IOException {
    Set<String> train = ids(sib200("train"));
    List<Path> files;
    try (Stream<Path> related = Files.list(CORPUS.resolve("sib200-related"))) {
      files = related.toList();
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(13);
    for (Path file : files) {
      assertThat(ids(LabelledCorpus.read(file).texts())).as("%s", file).isSubsetOf(train);
    }
  }

  private static Set<String> ids(List<LabelledText> texts) {
    return texts.stream().map(LabelledText::id).collect(Collectors.toSet());
  }

  @Test
  void theThreeSplitsOfSib200ShareNoTextAndNoId() {
    List<LabelledText> all =
        Stream.of("train", "dev", "test").flatMap(name -> sib200(name).stream()).toList();
    assertThat(all).hasSize(701 + 99 + 204);
    assertThat(all).extracting(LabelledText::id).doesNotHaveDuplicates();
    assertThat(all).extracting(t -> String.join(" ", words(t.text()))).doesNotHaveDuplicates();
  }

  @Test
  void aSharedRunIsFoundAcrossSpellingAndPunctuation() {
    Set<String> held = runs("ସେ ବଡ\u0B3C ସହରରେ, ଅନେକ ଦିନ ଧରି ରହିଥିଲେ ।");
    assertThat(runs("ଯେବେ ସେ ବ\u0B5C ସହରରେ ଅନେକ ଦିନ ଧରି ରହିଥିଲେ")).containsAnyElementsOf(held);
    assertThat(runs("ସେ ବଡ\u0B3C ସହରରେ ଅନେକ ଦିନ ଧରି ଥିଲେ")).doesNotContainAnyElementsOf(held);
  }

  private void collect(String place, String line, Set<String> held, List<String> leaks) {
    runs(line).stream().filter(held::contains).forEach(run -> leaks.add(place + " " + run));
  }

  private Set<String> runs(String text) {
    List<String> words = words(text);
    Set<String> runs = new HashSet<>();
    for (int i = 0; i + RUN <= words.size(); i++) {
      runs.add(String.join(" ", words.subList(i, i + RUN)));
    }
    return runs;
  }

  /** Letters and marks alone: joiners, digits and punctuation differ between copies of a text. */
  private static List<String> words(String text) {
    String letters =
        Normalizer.normalize(text, Normalizer.Form.NFC)
            .replaceAll("[^\\p{L}\\p{M}\\s]+", "")
            .strip();
    return letters.isEmpty() ? List.of() : List.of(letters.split("\\s+"));
  }

  private static List<LabelledText> sib200(String name) {
    Path file = CORPUS.resolve("sib200-ory").resolve(name + ".tsv");
    return LabelledCorpus.read(file).texts();
  }

  private static List<Path> pretrainingFiles() throws IOException {
    try (Stream<Path> files = Files.walk(CORPUS)) {
      return files
          .filter(f -> f.toString().matches(".*\\.txt(\\.gz)?"))
          .collect(Collectors.toList());
    }
  }
}
