package odia.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import odia.command.DocumentLines.Format;
import odia.event.Document;
import org.junit.jupiter.api.Test;

class DocumentLinesTest {

  private static Document document(DocumentLines lines, String line) {
    DocumentLines.Line read = lines.read(line);
    assertThat(read.reason()).isNull();
    return read.document();
  }

  @Test
  void formatsAreToldByTheFilesName() {
    assertThat(Format.of("a/Docs.JSONL")).isEqualTo(Format.jsonl);
    assertThat(Format.of("docs.tsv.gz")).isEqualTo(Format.tsv);
    assertThat(Format.of("docs.txt")).isEqualTo(Format.txt);
    assertThatThrownBy(() -> Format.of("docs.pdf"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("--format");
  }

  @Test
  void aJsonLineIsADocument() {
    Document document =
        document(
            new DocumentLines(Format.jsonl, null),
            "{\"id\":\"d\",\"text\":\"ଖେଳ\",\"source\":\"s\"}");

    assertThat(document.id()).isEqualTo("d");
    assertThat(document.source()).isEqualTo("s");
  }

  @Test
  void aTextLineIsADocumentNamedByItsText() {
    DocumentLines lines = new DocumentLines(Format.txt, "mail");

    assertThat(document(lines, "ଭଲ ଖେଳ\t"))
        .extracting(Document::text, Document::source)
        .containsExactly("ଭଲ ଖେଳ", "mail");
    assertThat(document(lines, "ଭଲ ଖେଳ").id())
        .isEqualTo(document(lines, "ଭଲ ଖେଳ ").id())
        .startsWith("sha256:");
    assertThat(lines.read("  ")).isNull();
  }

  @Test
  void aLabelledTableIsReadByItsHeader() {
    DocumentLines lines = new DocumentLines(Format.tsv, null);

    assertThat(lines.read("id\tlabel\ttext")).isNull();
    assertThat(document(lines, "7\tsports\tଭଲ ଖେଳ"))
        .extracting(Document::id, Document::text)
        .containsExactly("7", "ଭଲ ଖେଳ");
    assertThat(document(lines, "\tsports\tଭଲ").id()).startsWith("sha256:");
    assertThat(lines.read("7\tsports").reason()).contains("2 columns instead of 3");
  }

  @Test
  void aTableWithoutATextColumnIsRefused() {
    assertThatThrownBy(() -> new DocumentLines(Format.tsv, null).read("7\tsports\tଭଲ ଖେଳ"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("column \"text\"");
  }

  @Test
  void whatIsNoDocumentIsToldWhy() {
    DocumentLines lines = new DocumentLines(Format.jsonl, null);

    assertThat(lines.read("{\"text\":").reason()).contains("not valid JSON");
    assertThat(lines.read("{\"text\":5}").reason()).contains("must be a string");
    assertThat(lines.read("[]").reason()).contains("not a JSON object");
  }

  @Test
  void aDocumentThatItsTopicWouldNotTakeIsToldSo() {
    DocumentLines lines = new DocumentLines(Format.txt, null);

    assertThat(lines.read("କ".repeat(600_000)).reason()).isNull();
    assertThat(lines.read("କ".repeat(700_000)).reason())
        .contains("is 2,100,011 bytes of JSON, and a document may be 2,097,152");
  }

  @Test
  void strangersTextCannotSteerTheTerminal() {
    assertThat(Lines.clean("ଏକ\u001B[2Jଦୁଇ\u202Eତିନି\nଚାରି")).isEqualTo("ଏକ [2Jଦୁଇ ତିନି ଚାରି");
    assertThat(Lines.clean("କ".repeat(1000))).hasSize(120).endsWith("…");
  }
}
