package odia.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import odia.model.Checkpoint;
import odia.model.Classifier;

/** Where commands get their checkpoint from: a file, or the one bundled with the program. */
final class Models {

  private static final String BUNDLED = "/model/odia.ckpt";

  private Models() {}

  /** The checkpoint of a file, or the bundled one where the file is null. */
  static Checkpoint checkpoint(Path file) {
    return file == null ? bundled() : Checkpoint.load(file);
  }

  /** Writes a checkpoint; a disk that is full by then is the user's to mend. */
  static void save(Checkpoint checkpoint, Path file) {
    try {
      checkpoint.save(file);
    } catch (IOException e) {
      throw new Failure("The checkpoint " + file + " cannot be written: " + e, e);
    }
  }

  /** Makes classifiers of one checkpoint, each for one thread. */
  static Supplier<Classifier> classifiers(Path file) {
    return checkpoint(file)::classifier;
  }

  /** The bytes of a checkpoint's file, or of the bundled one where the file is null. */
  static byte[] bytes(Path file) {
    try {
      return file == null ? bundledBytes() : Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Failure("The checkpoint " + file + " cannot be read: " + e, e);
    }
  }

  private static Checkpoint bundled() {
    return Checkpoint.fromBytes(bundledBytes(), "bundled with the program");
  }

  private static byte[] bundledBytes() {
    try (InputStream in = Models.class.getResourceAsStream(BUNDLED)) {
      if (in == null) {
        throw new Failure(
            "This build has no bundled checkpoint; name one with --model FILE or ODIA_MODEL=FILE");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new Failure("The bundled checkpoint cannot be read: " + e.getMessage(), e);
    }
  }
}
