package odia.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import odia.backup.BackupException;
import odia.backup.BackupReader;
import odia.backup.TestBackups;
import odia.registry.SigningKeys;

/** Backups: any bytes, gzipped lines, and lines whose digest a forger has made right. */
public final class BackupFuzz {

  private static final Path FILE = file();

  private BackupFuzz() {}

  private static Path file() {
    Path memory = Path.of("/dev/shm");
    try {
      Path folder =
          Files.isDirectory(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
      Path file = Files.createTempFile(folder, "odia-fuzz", ".backup");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Pieces pieces = new Pieces(data);
    int kind = pieces.number() % 3;
    byte[] bytes = pieces.rest();
    switch (kind) {
      case 0 -> Files.write(FILE, bytes);
      case 1 -> TestBackups.zip(FILE, bytes);
      default -> TestBackups.forge(FILE, bytes);
    }
    Bounds.within(data.length, BackupFuzz::verify);
  }

  private static void verify() {
    try {
      new BackupReader(FILE, SigningKeys.NONE).verify();
    } catch (BackupException e) {
      Bounds.check(e.getMessage().contains(FILE.toString()), "the file is not named");
    }
  }
}
