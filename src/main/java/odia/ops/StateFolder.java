package odia.ops;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A folder of its own for each process that keeps stores, so that several share a machine with the
 * same settings. A process that is started again finds what the one before left.
 */
public final class StateFolder implements AutoCloseable {

  private static final int MOST = 1_000;

  private final Path path;
  private final FileChannel lock;

  private StateFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the first free one of {@code 1}, {@code 2}, … in a folder; it is taken until the process
   * ends, however it does.
   *
   * @throws OpsException if the folder cannot be used
   */
  public static StateFolder in(Path folder) {
    try {
      for (int number = 1; number <= MOST; number++) {
        Path path = Files.createDirectories(folder.resolve("" + number));
        FileChannel lock = lock(path.resolveSibling(number + ".lock"));
        if (lock != null) {
          return new StateFolder(path, lock);
        }
      }
    } catch (IOException e) {
      throw new OpsException(
          "The folder %s cannot be used (%s); name another: ODIA_STATE_DIR=DIR"
              .formatted(folder, e),
          e);
    }
    throw new OpsException("All %d folders in %s are in use".formatted(MOST, folder));
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // this JVM itself has it
    }
    channel.close();
    return null;
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** Gives the folder back. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new OpsException("The lock of " + path + " cannot be given back: " + e, e);
    }
  }
}
