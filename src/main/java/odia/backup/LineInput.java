package odia.backup;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Lines of a gzipped file that a stranger may have made. Keeps one line, and refuses one that is
 * longer than any of ours and a file that unpacks to more than any of ours would. For one thread.
 */
final class LineInput implements AutoCloseable {

  /** A record of 3 MiB, its quotes escaped or in Base64, with headers and plenty to spare. */
  static final int LONGEST = 16 << 20;

  /** Text repeats itself, but not so often; gzip itself ends at some 1,030 times. */
  private static final int MOST_EXPANSION = 250;

  /** So small a file may unpack to as much as it can. */
  private static final long ANYWAY = 64L << 20;

  private static final int BUFFER = 64 << 10;

  /** Counts what was read of the file itself. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      count += Math.max(0, read);
      return read;
    }
  }

  private final Path file;
  private final Counted packed;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(BUFFER);
  private int at;
  private int end;
  private long unpacked;
  private long number;

  /**
   * @throws BackupException if it is not there or no gzip file
   */
  LineInput(Path file) {
    this.file = file;
    if (!Files.isRegularFile(file)) {
      throw new BackupException("There is no backup " + file);
    }
    InputStream opened = null;
    try {
      opened = Files.newInputStream(file);
      packed = new Counted(opened);
      in = new GZIPInputStream(packed, BUFFER);
    } catch (IOException e) {
      close(opened);
      throw new BackupException(file + " is no backup of odia-stream: " + reason(e), e);
    }
  }

  private static void close(InputStream opened) {
    try {
      if (opened != null) {
        opened.close();
      }
    } catch (IOException e) {
      // what matters was said by the exception that led here
    }
  }

  private static String reason(IOException e) {
    return e instanceof EOFException
        ? "it ends in the middle"
        : e instanceof ZipException ? "it is no gzip file, or damaged" : e.toString();
  }

  /** Of the line that was read last, from 1 on. */
  long number() {
    return number;
  }

  /** The next line without its end, or null after the last one. */
  byte[] next() {
    number++;
    line.reset();
    while (at < end || fill()) {
      int stop = at;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      if (line.size() + stop - at > LONGEST) {
        throw refused("the line is longer than %,d bytes, as none of ours is".formatted(LONGEST));
      }
      line.write(buffer, at, stop - at);
      boolean whole = stop < end;
      at = whole ? stop + 1 : stop;
      if (whole) {
        return line.toByteArray();
      }
    }
    if (line.size() > 0) {
      throw refused("the file ends in the middle of the line");
    }
    return null;
  }

  private boolean fill() {
    try {
      end = Math.max(0, in.read(buffer, 0, buffer.length));
    } catch (IOException e) {
      throw refused(reason(e));
    }
    at = 0;
    unpacked += end;
    if (unpacked > ANYWAY && unpacked / MOST_EXPANSION > packed.count) {
      throw refused("it unpacks to far more than a backup of ours would");
    }
    return end > 0;
  }

  /** What is wrong with the line that was read last. */
  BackupException refused(String reason) {
    return new BackupException(
        "%s is refused at line %,d: %s. Nothing was taken from it; use another backup"
            .formatted(file, number, reason));
  }

  @Override
  public void close() {
    close(in);
  }
}
