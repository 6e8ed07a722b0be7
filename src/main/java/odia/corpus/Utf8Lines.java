package odia.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts bytes into lines and decodes each by itself, so that a bad byte is known by its exact line.
 * Holds one line in memory, of a stated number of bytes at most. Not thread-safe.
 */
final class Utf8Lines {

  private final InputStream bytes;
  private final int longest;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private byte[] line = new byte[1 << 10];
  private int size;
  private long number;

  /**
   * @param bytes buffered, since they are taken one by one
   * @param longest bytes of the longest line that is read
   */
  Utf8Lines(InputStream bytes, int longest) {
    this.bytes = bytes;
    this.longest = longest;
  }

  /** Lines begun so far; the number of the last line that {@link #next} gave, or failed to give. */
  long number() {
    return number;
  }

  /**
   * The next line without its LF or CRLF, or null at the end.
   *
   * @throws CharacterCodingException if the line is not UTF-8
   * @throws IOException if the line is too long, or the bytes cannot be read
   */
  String next() throws IOException {
    number++;
    size = 0;
    int next = bytes.read();
    if (next < 0) {
      number--;
      return null;
    }
    for (; next >= 0 && next != '\n'; next = bytes.read()) {
      append((byte) next);
    }
    int length = size > 0 && line[size - 1] == '\r' ? size - 1 : size;
    return decoder.decode(ByteBuffer.wrap(line, 0, length)).toString();
  }

  private void append(byte next) throws IOException {
    if (size == longest) {
      throw new IOException("longer than %,d bytes; break it into lines".formatted(longest));
    }
    if (size == line.length) {
      line = Arrays.copyOf(line, (int) Math.min(longest, 2L * size));
    }
    line[size++] = next;
  }
}
