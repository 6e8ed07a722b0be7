package odia.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import odia.lexicon.Lexicon;

/** Checks that options share. */
final class Options {

  private Options() {}

  /** Refuses a number below the least one; null, an option not given, is fine. */
  static void atLeast(int least, String name, Number value) {
    if (value != null && value.longValue() < least) {
      throw new WrongUsage(name + " must be " + least + " or more: " + value);
    }
  }

  /** Refuses a number outside a range; null, an option not given, is fine. */
  static void within(int least, int most, String name, Integer value) {
    if (value != null && (value < least || value > most)) {
      throw new WrongUsage("%s must be in %d..%d: %d".formatted(name, least, most, value));
    }
  }

  /** Refuses what can never be brokers' addresses, rather than wait for them; null is fine. */
  static void servers(String name, String value) {
    if (value != null && !value.strip().matches(Settings.SERVERS_PATTERN)) {
      throw new WrongUsage(name + " must be host:port (1 to 65535), several with commas: " + value);
    }
  }

  /** Reads a lexicon and notes its file among the data; null is none. */
  static Lexicon lexicon(Path file, List<Path> data) {
    if (file == null) {
      return Lexicon.NONE;
    }
    data.add(file);
    return Lexicon.read(file);
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
    try { // a name that is too long, or a file system that only can be read
      Files.delete(Files.createTempFile(folder, "." + out.getFileName(), ".partial"));
    } catch (IOException e) {
      throw new Failure("The file " + out + " cannot be written: " + e, e);
    }
  }
}
