package odia.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import odia.backup.BackupReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says whether a backup can be restored; needs no Kafka. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Reads a backup whole and says whether all of it is as it was written.",
    footer = {"", "Example:", "  odia verify odia-2026-01-31.backup"})
public final class VerifyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file;

  @Override
  public Integer call() {
    Settings settings = Settings.from(System.getenv());
    BackupReader.Verified backup = new BackupReader(file, settings.learner().keys()).verify();
    Backups.print(backup.closing());
    Backups.warn(backup.damaged());
    System.out.printf(
        "%s is whole: made %s of %s%n",
        file, backup.preface().madeAt(), Lines.clean(String.valueOf(backup.preface().bootstrap())));
    return 0;
  }
}
