package odia.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextCorpusTest {

  @TempDir private Path folder;

  @Test
  void linesOfAllFilesComeInOrderWithoutTheBlankOnes() throws IOException {
    TextCorpus corpus =
        new TextCorpus(List.of(file("b.txt", "ଏକ\n\nଦୁଇ\n"), file("a.txt", " \nତିନି\n")));
    assertThat(lines(corpus)).containsExactly("ଏକ", "ଦୁଇ", "ତିନି");
  }

  @Test
  void aCorpusCanBeReadAgain() throws IOException {
    TextCorpus corpus = new TextCorpus(List.of(file("a.txt", "ଏକ\n")));
    assertThat(lines(corpus)).isEqualTo(lines(corpus)).hasSize(1);
  }

  @Test
  void aMissingFileAmongSeveralIsNamed() throws IOException {
    TextCorpus corpus =
        new TextCorpus(List.of(file("a.txt", "ଏକ\n"), folder.resolve("missing.txt")));
    assertThatExceptionOfType(CorpusException.class)
        .isThrownBy(() -> lines(corpus))
        .withMessageContaining("missing.txt does not exist");
  }

  @Test
  void digestsNameTheBytesOfEachFile() throws IOException {
    Path empty = file("empty.txt", "");
    Path some = file("some.txt", "ଏକ\n");
    assertThat(TextCorpus.digests(List.of(some, empty)))
        .containsEntry(
            "empty.txt", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        .containsOnlyKeys("empty.txt", "some.txt")
        .isNotEqualTo(TextCorpus.digests(List.of(file("some.txt", "ଦୁଇ\n"), empty)));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<String> lines(TextCorpus corpus) {
    List<String> lines = new ArrayList<>();
    corpus.forEachLine(lines::add);
    return lines;
  }

  @Test
  void filesOfTheSameNameBothHaveTheirDigest() throws IOException {
    Path one = Files.writeString(Files.createDirectories(folder.resolve("a")).resolve("x"), "ଏକ");
    Path two = Files.writeString(Files.createDirectories(folder.resolve("b")).resolve("x"), "ଦୁଇ");
    String first = TextCorpus.digests(List.of(one)).get("x");
    String second = TextCorpus.digests(List.of(two)).get("x");

    assertThat(TextCorpus.digests(List.of(one, two)))
        .containsOnly(entry("x", first + " " + second));
  }
}
