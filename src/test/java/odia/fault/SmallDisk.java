package odia.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import odia.ops.Shell;

/** A file system of its own, small enough to be filled. */
final class SmallDisk implements AutoCloseable {

  private final Path folder;

  /**
   * @return why there can be none here (it takes Linux and root), or null where there can
   */
  static String unavailable(Path folder) {
    String failure = Shell.tryRun("mount", "-t", "tmpfs", "-o", "size=1m", "odia", folder + "");
    if (failure == null) {
      Shell.run("umount", folder.toString());
    }
    return failure;
  }

  SmallDisk(Path folder, int megabytes) throws IOException {
    this.folder = Files.createDirectories(folder);
    Shell.run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "odia", folder.toString());
  }

  /** To the last byte. */
  void fill() {
    try (OutputStream out = Files.newOutputStream(filler())) {
      byte[] zeros = new byte[4096];
      while (true) {
        out.write(zeros);
      }
    } catch (IOException full) {
      // that is what was asked for
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  @Override
  public void close() {
    Shell.tryRun("umount", "-l", folder.toString());
  }
}
