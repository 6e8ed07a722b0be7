package odia.corpus;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * Reads a UTF-8 text file line by line, gzipped or not (told by its first bytes, not its name),
 * with or without a byte order mark, with LF or CRLF. Nothing but one line is in memory.
 */
public final class TextFile {

  /** Far above any document; a file without line ends is not read into memory whole. */
  static final int LONGEST_LINE_BYTES = 1 << 24;

  private static final int BUFFER_BYTES = 1 << 16;

  /** Takes a line and its number, counted from 1. */
  @FunctionalInterface
  public interface Lines {
    void line(String line, long number);
  }

  private TextFile() {}

  /**
   * Reads a file.
   *
   * @throws CorpusException if the file is missing, a folder, cut off, not UTF-8, or has a line
   *     beyond 16 MiB
   */
  public static void read(Path file, Lines lines) {
    refuseIfNoFile(file);
    try (InputStream bytes = Files.newInputStream(file)) {
      read(bytes, file.toString(), lines);
    } catch (IOException e) {
      throw new CorpusException(file + " cannot be read: " + why(e), e);
    }
  }

  static void refuseIfNoFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new CorpusException(
          file + (Files.isDirectory(file) ? " is a folder; name its files" : " does not exist"));
    }
  }

  /** Of files' own exceptions the message is often the name alone. */
  static String why(IOException e) {
    return e instanceof AccessDeniedException
        ? "it is not yours to read; mend its permissions"
        : e.getMessage();
  }

  /**
   * Reads a stream to its end and leaves it open.
   *
   * @param name what to call it in messages
   * @throws CorpusException if it is cut off, not UTF-8, or has a line beyond 16 MiB
   */
  public static void read(InputStream bytes, String name, Lines lines) {
    Utf8Lines text = null;
    try {
      text = new Utf8Lines(open(bytes), LONGEST_LINE_BYTES);
      for (String line = text.next(); line != null; line = text.next()) {
        boolean marked = text.number() == 1 && line.startsWith("\uFEFF");
        lines.line(marked ? line.substring(1) : line, text.number());
      }
    } catch (IOException e) {
      throw new CorpusException(name + ":" + (text == null ? 1 : text.number()) + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof CharacterCodingException) {
      return " is not UTF-8; convert the file, e.g. with iconv";
    }
    if (e instanceof EOFException) {
      return " is where the gzip data is cut off; fetch or make the file again";
    }
    return " cannot be read: " + e.getMessage();
  }

  /** The bytes themselves, buffered, whether they come plain, as gzip or as (multistream) bzip2. */
  static InputStream open(InputStream raw) throws IOException {
    InputStream bytes = new BufferedInputStream(raw, BUFFER_BYTES);
    bytes.mark(3);
    String magic = new String(bytes.readNBytes(3), StandardCharsets.ISO_8859_1);
    bytes.reset();
    if (magic.startsWith("\u001f\u008b")) {
      return new BufferedInputStream(new GZIPInputStream(bytes, BUFFER_BYTES), BUFFER_BYTES);
    }
    if (magic.equals("BZh")) {
      boolean allStreams = true;
      return new BufferedInputStream(
          new BZip2CompressorInputStream(bytes, allStreams), BUFFER_BYTES);
    }
    return bytes;
  }
}
