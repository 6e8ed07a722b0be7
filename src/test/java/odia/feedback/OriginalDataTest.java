package odia.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import odia.corpus.CorpusException;
import odia.corpus.LabelledText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginalDataTest {

  private static final String HEADER = "id\tlabel\ttext\n";

  @TempDir private Path folder;

  private void write(String name, String lines) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), HEADER + lines);
  }

  private void writeTrainAndDev() throws IOException {
    write("train.tsv", "1\tଖେଳ\tକ୍ରିକେଟ\n");
    write("dev.tsv", "2\tଖେଳ\tହକି\n");
  }

  @Test
  void whatShipsIsSibWithItsRelatedLanguages() {
    OriginalData.writeBundled(folder);
    OriginalData data = OriginalData.read(folder);

    assertThat(data.train()).hasSize(701);
    assertThat(data.dev()).hasSize(99);
    assertThat(data.holdOut()).hasSize(303);
    assertThat(data.related().size()).isEqualTo(9111); // two copies apart, 13 languages
    assertThat(data.digests())
        .containsKeys("train.tsv", "holdout.tsv", "hin.tsv", "lexicon.tsv.gz");
  }

  @Test
  void whatShipsHoldsOutNothingThatItTeaches() {
    OriginalData.writeBundled(folder);
    OriginalData data = OriginalData.read(folder);
    Set<String> taught = new HashSet<>(data.train().stream().map(LabelledText::text).toList());

    assertThat(data.holdOut()).noneMatch(text -> taught.contains(text.text()));
  }

  @Test
  void itIsWrittenOverWhatStandsThere() {
    OriginalData.writeBundled(folder);
    OriginalData first = OriginalData.read(folder);
    OriginalData.writeBundled(folder);

    assertThat(OriginalData.read(folder)).isEqualTo(first);
  }

  @Test
  void aFolderOfOnesOwnNeedsTwoFiles() throws IOException {
    writeTrainAndDev();
    OriginalData data = OriginalData.read(folder);

    assertThat(data.train()).extracting(LabelledText::id).containsExactly("1");
    assertThat(data.holdOut()).isEqualTo(data.dev());
    assertThat(data.related()).isEmpty();
    assertThat(data.digests()).containsOnlyKeys("train.tsv", "dev.tsv");
  }

  @Test
  void aHoldOutOfOnesOwnIsAddedToTheDevelopmentTexts() throws IOException {
    writeTrainAndDev();
    write("holdout.tsv", "3\tଖେଳ\tଫୁଟବଲ\n");

    assertThat(OriginalData.read(folder).holdOut())
        .extracting(LabelledText::id)
        .containsExactly("2", "3");
  }

  @Test
  void relatedTextsOfOnesOwnAreReadInOdia() throws IOException {
    writeTrainAndDev();
    write("related/hin.tsv", "4\tଖେଳ\tखेल\n");
    Files.writeString(folder.resolve("related/notes.txt"), "no texts");

    assertThat(OriginalData.read(folder).related())
        .extracting(LabelledText::text)
        .allMatch(text -> text.codePoints().allMatch(c -> c >= 0x0B00 && c <= 0x0B7F));
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    write("dev.tsv", "2\tଖେଳ\tହକି\n");
    assertThatThrownBy(() -> OriginalData.read(folder))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("train.tsv");
    write("train.tsv", "1\tଖେଳ\tକ୍ରିକେଟ\n");
    Files.delete(folder.resolve("dev.tsv"));
    assertThatThrownBy(() -> OriginalData.read(folder))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("dev.tsv");
  }

  @Test
  void aBrokenFileIsNamedWithItsLine() throws IOException {
    writeTrainAndDev();
    write("related/hin.tsv", "4\tଖେଳ\n");

    assertThatThrownBy(() -> OriginalData.read(folder))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("hin.tsv:2");
  }
}
