package odia.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledCorpusTest {

  private static final String HEADER = "id\tlabel\ttext\n";

  @TempDir private Path folder;

  @Test
  void textsKeepTheirOrderIdAndLabel() throws IOException {
    LabelledCorpus corpus = read(HEADER + "2\tsports\tକ୍ରିକେଟ ଖେଳ\n1\ttravel\tପୁରୀ ଯାତ୍ରା\n");
    assertThat(corpus.texts())
        .containsExactly(
            new LabelledText("2", "sports", "କ୍ରିକେଟ ଖେଳ"),
            new LabelledText("1", "travel", "ପୁରୀ ଯାତ୍ରା"));
    assertThat(corpus.summary()).isEqualTo("2 texts");
  }

  @Test
  void spreadsheetsFilesWithMarkAndCarriageReturnsAreRead() throws IOException {
    LabelledCorpus corpus = read("\uFEFFid\tlabel\ttext\r\n1\tsports\tଖେଳ\r\n");
    assertThat(corpus.texts()).containsExactly(new LabelledText("1", "sports", "ଖେଳ"));
  }

  @Test
  void aCopyOfATextIsLeftOutAndCountedHoweverItIsSpaced() throws IOException {
    LabelledCorpus corpus = read(HEADER + "1\tsports\tଭଲ ଖେଳ\n2\tsports\tଭଲ  ଖେଳ \n");
    assertThat(corpus.texts()).extracting(LabelledText::id).containsExactly("1");
    assertThat(corpus.duplicates()).isEqualTo(1);
    assertThat(corpus.conflicts()).isZero();
  }

  @Test
  void aTextWithTwoLabelsIsOneConflictAndKeptWithBoth() throws IOException {
    LabelledCorpus corpus =
        read(HEADER + "1\tsports\tଖେଳ\n2\ttravel\tଖେଳ\n3\ttravel\tଖେଳ\n4\tsports\tଖେଳ\n");
    assertThat(corpus.texts()).extracting(LabelledText::id).containsExactly("1", "2");
    assertThat(corpus.conflicts()).isEqualTo(1);
    assertThat(corpus.duplicates()).isEqualTo(2);
    assertThat(corpus.summary())
        .isEqualTo("2 texts, 2 duplicates left out, 1 texts with more than one label");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text\tlabel\n", "id,label,text\n", "1\tsports\tଖେଳ\n", "\n"})
  void aWrongHeaderIsRefusedAndShown(String first) throws IOException {
    refused(first + "1\tsports\tଖେଳ\n")
        .withMessageContaining("labelled.tsv:1 should be the header \"id<TAB>label<TAB>text\"")
        .withMessageContaining("is \"" + first.strip().replace("\t", "<TAB>") + "\"");
  }

  @Test
  void aLongWrongHeaderIsShownInPart() throws IOException {
    refused("x".repeat(1000) + "\n").withMessageContaining("is \"" + "x".repeat(80) + "…\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1\tsports", "1\tsports\tଖେଳ\tଅଧିକ"})
  void aLineWithOtherColumnsIsNamed(String line) throws IOException {
    refused(HEADER + "0\tsports\tଭଲ\n" + line + "\n")
        .withMessageContaining("labelled.tsv:3 has ")
        .withMessageContaining("instead of id, label and text");
  }

  @Test
  void aBlankLabelIsNamedByItsLine() throws IOException {
    refused(HEADER + "1\t \tଖେଳ\n").withMessageContaining("labelled.tsv:2 has no label");
  }

  @Test
  void aFileWithoutTextsIsRefused() throws IOException {
    refused("").withMessageContaining("labelled.tsv is empty");
    refused(HEADER).withMessageContaining("labelled.tsv has a header but no labelled text");
  }

  private ThrowableAssertAlternative<CorpusException> refused(String content) throws IOException {
    Path file = file(content);
    return assertThatExceptionOfType(CorpusException.class)
        .isThrownBy(() -> LabelledCorpus.read(file));
  }

  private LabelledCorpus read(String content) throws IOException {
    return LabelledCorpus.read(file(content));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("labelled.tsv"), content);
  }
}
