package odia.command;

import java.io.IOException;
import java.io.InputStream;
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

  private static Checkpoint bundled() {
    try (InputStream in = Models.class.getResourceAsStream(BUNDLED)) {
      if (in == null) {
        throw new Failure(
            "This build has no bundled checkpoint; name one with --model FILE or ODIA_MODEL=FILE");
      }
      return Checkpoint.fromBytes(in.readAllBytes(), "bundled with the program");
    } catch (IOException e) {
      throw new Failure("The bundled checkpoint cannot be read: " + e.getMessage(), e);
    }
  }
}
