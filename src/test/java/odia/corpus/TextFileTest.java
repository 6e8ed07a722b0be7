package odia.corpus;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

  @TempDir private Path folder;

  @Test
  void linesComeInOrderWithTheirNumbers() throws IOException {
    assertThat(lines("ଏକ\n\nଦୁଇ\n".getBytes(UTF_8))).containsExactly("1 ଏକ", "2 ", "3 ଦୁଇ");
  }

  @Test
  void aLastLineNeedsNoLineEnd() throws IOException {
    assertThat(lines("ଏକ\nଦୁଇ".getBytes(UTF_8))).containsExactly("1 ଏକ", "2 ଦୁଇ");
  }

  @Test
  void windowsLineEndsAndByteOrderMarkAreNoText() throws IOException {
    assertThat(lines("\uFEFFଏକ\r\nଦୁ\rଇ\r\n".getBytes(UTF_8))).containsExactly("1 ଏକ", "2 ଦୁ\rଇ");
  }

  @Test
  void aFileOfNoBytesHasNoLines() throws IOException {
    assertThat(lines(new byte[0])).isEmpty();
  }

  @Test
  void gzipIsToldByTheBytesNotTheName() throws IOException {
    assertThat(lines(gzip("ଏକ\nଦୁଇ\n"))).containsExactly("1 ଏକ", "2 ଦୁଇ");
  }

  @Test
  void partsGzippedOneByOneAndJoinedAreReadToTheEnd() throws IOException {
    byte[] first = gzip("ଏକ\n");
    byte[] joined = Arrays.copyOf(first, 2 * first.length);
    System.arraycopy(first, 0, joined, first.length, first.length);
    assertThat(lines(joined)).containsExactly("1 ଏକ", "2 ଏକ");
  }

  @Test
  void aMissingFileAndAFolderAreNamed() {
    refused(folder.resolve("none.txt")).withMessageContaining("none.txt does not exist");
    refused(folder).withMessageContaining(folder + " is a folder");
  }

  @Test
  void aFileThatMayNotBeReadIsToldWithItsMend() {
    assertThat(TextFile.why(new AccessDeniedException("a.tsv"))).contains("permissions");
    assertThat(TextFile.why(new IOException("the disk is broken"))).isEqualTo("the disk is broken");
  }

  @Test
  void aByteThatIsNotUtf8IsNamedByItsLine() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("ଏକ\nଦୁଇ\n".getBytes(UTF_8));
    bytes.writeBytes(new byte[] {'x', (byte) 0xE0, (byte) 0xAC, '\n', 'y', '\n'});
    refused(file(bytes.toByteArray())).withMessageContaining("text:3 is not UTF-8");
  }

  @Test
  void textInAnotherEncodingIsRefused() throws IOException {
    refused(file("\uFEFFଭାରତ\n".getBytes(UTF_16LE))).withMessageContaining("text:1 is not UTF-8");
  }

  @Test
  void cutOffGzipIsRefusedAfterTheLinesThatWereWhole() throws IOException {
    byte[] whole = gzip(incompressible(20_000));
    Path cut = file(Arrays.copyOf(whole, whole.length * 2 / 3));
    List<Long> seen = new ArrayList<>();
    assertThatExceptionOfType(CorpusException.class)
        .isThrownBy(() -> TextFile.read(cut, (line, number) -> seen.add(number)))
        .withMessageMatching("(?s).*text:\\d+ is where the gzip data is cut off.*");
    assertThat(seen).hasSizeGreaterThan(1000).hasSizeLessThan(20_000);
  }

  @Test
  void gzipThatEndsWithinItsHeaderIsRefused() throws IOException {
    refused(file(Arrays.copyOf(gzip("ଏକ"), 5))).withMessageContaining("text:1 is where the gzip");
  }

  @Test
  void aLineBeyondTheLimitIsRefusedBeforeItFillsTheMemory() {
    InputStream endless = new EndlessLine("ଏକ\n".getBytes(UTF_8));
    assertThatExceptionOfType(CorpusException.class)
        .isThrownBy(() -> TextFile.read(endless, "endless", (line, number) -> {}))
        .withMessageContaining("endless:2 cannot be read: longer than 16,777,216 bytes");
  }

  @Test
  void aLineAtTheLimitIsRead() {
    byte[] longest = new byte[TextFile.LONGEST_LINE_BYTES];
    Arrays.fill(longest, (byte) 'x');
    List<Integer> lengths = new ArrayList<>();
    TextFile.read(
        new ByteArrayInputStream(longest), "x", (line, number) -> lengths.add(line.length()));
    assertThat(lengths).containsExactly(TextFile.LONGEST_LINE_BYTES);
  }

  /** Some bytes, then x for ever, as a binary file or a broken sender would. */
  private static final class EndlessLine extends InputStream {
    private final InputStream first;

    EndlessLine(byte[] first) {
      this.first = new ByteArrayInputStream(first);
    }

    @Override
    public int read() throws IOException {
      int next = first.read();
      return next < 0 ? 'x' : next;
    }
  }

  private ThrowableAssertAlternative<CorpusException> refused(Path file) {
    return assertThatExceptionOfType(CorpusException.class)
        .isThrownBy(() -> TextFile.read(file, (line, number) -> {}));
  }

  private List<String> lines(byte[] bytes) throws IOException {
    List<String> lines = new ArrayList<>();
    TextFile.read(file(bytes), (line, number) -> lines.add(number + " " + line));
    return lines;
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("text"), bytes);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String incompressible(int lines) {
    StringBuilder text = new StringBuilder();
    new Random(7).longs(lines).forEach(n -> text.append(n).append('\n'));
    return text.toString();
  }
}
