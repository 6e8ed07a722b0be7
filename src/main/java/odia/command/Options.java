package odia.command;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks that options share. */
final class Options {

  private Options() {}

  /** Refuses a number below the least one; null, an option not given, is fine. */
  static void atLeast(int least, String name, Integer value) {
    if (value != null && value < least) {
      throw new Failure(name + " must be " + least + " or more: " + value);
    }
  }

  /** Fails now rather than after an hour of training. */
  static void checkWritable(Path out) {
    Path folder = out.toAbsolutePath().getParent();
    if (Files.isDirectory(out)) {
      throw new Failure(out + " is a folder; name a file");
    }
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new Failure("The folder " + folder + " is not there or not writable");
    }
  }
}
