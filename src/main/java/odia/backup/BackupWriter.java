package odia.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import odia.event.Json;
import odia.registry.SigningKeys;

/**
 * Writes a backup: gzipped lines of JSON, a {@link Preface}, the records, a {@link Closing}. It
 * stands under its name only when it is whole and on the disk. For one thread.
 */
final class BackupWriter implements AutoCloseable {

  private static final int BUFFER = 64 << 10;

  private final Path file;
  private final Path partial;
  private final boolean replace;
  private final FileChannel channel;
  private final GZIPOutputStream zipped;
  private final MessageDigest digest = Contents.sha256();
  private final OutputStream out;
  private final Contents contents = new Contents(SigningKeys.NONE);
  private boolean finished;

  /**
   * @param replace whether a file that is there may be replaced
   * @throws BackupException if it is there and may not, or cannot be written
   */
  BackupWriter(Path file, boolean replace) {
    this.file = file;
    this.replace = replace;
    refuseExisting();
    try {
      // One of its own, which only its owner can read: two may write to the same name at once.
      Path folder = file.toAbsolutePath().getParent();
      partial = Files.createTempFile(folder, file.getFileName() + ".", ".partial");
      channel = FileChannel.open(partial, StandardOpenOption.WRITE);
      zipped =
          new GZIPOutputStream(
              new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER), BUFFER);
      out = new DigestOutputStream(new BufferedOutputStream(zipped, BUFFER), digest);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void refuseExisting() {
    if (Files.isDirectory(file)) {
      throw new BackupException(file + " is a folder; name a file");
    }
    if (!replace && Files.exists(file)) {
      throw new BackupException(file + " is there already; name another, or say --force");
    }
  }

  private BackupException unwritable(IOException e) {
    return new BackupException("The backup " + file + " cannot be written: " + e, e);
  }

  void preface(Preface preface) {
    line(Json.bytes(preface));
  }

  /** Writes a record, or leaves it out where it is none of its topic's kind. */
  void record(SavedRecord record) {
    if (Contents.objection(record) == null) {
      contents.add(record);
      line(Json.bytes(record.json()));
    } else {
      contents.leaveOut(record.topic());
    }
  }

  private void line(byte[] json) {
    try {
      out.write(json);
      out.write('\n');
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Ends it and gives it its name. */
  Closing finish() {
    try {
      out.flush();
      Closing closing = contents.closing(HexFormat.of().formatHex(digest.digest()));
      line(Json.bytes(Map.of(BackupReader.CLOSING, closing)));
      out.flush();
      zipped.finish();
      zipped.flush();
      channel.force(true);
      channel.close();
      publish();
      return closing;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void publish() throws IOException {
    if (replace) {
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      try { // unlike a move, it never replaces what somebody put there meanwhile
        Files.createLink(file, partial);
      } catch (FileAlreadyExistsException e) {
        refuseExisting();
      } catch (UnsupportedOperationException | IOException e) { // no links on this file system
        Files.move(partial, file);
      }
      Files.deleteIfExists(partial);
    }
    finished = true;
  }

  /** What is wrong with each model that is not whole, by version. */
  Map<String, String> damagedModels() {
    return contents.damagedModels();
  }

  /** Takes away what is not finished. */
  @Override
  public void close() {
    if (!finished) {
      try {
        channel.close();
        Files.deleteIfExists(partial);
      } catch (IOException e) {
        throw unwritable(e);
      }
    }
  }
}
