package odia.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import odia.backup.Closing;
import odia.backup.Export;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a backup of what cannot be made again. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes models, their history, examples and the learner's progress into one file, while everything goes on.",
      "The file holds people's texts; keep it as you would keep them."
    },
    footer = {"", "Example:", "  odia export odia-2026-01-31.backup"})
public final class ExportCommand implements Callable<Integer> {

  @Mixin private KafkaOptions kafka;

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file;

  @Option(names = "--force", description = "Replace the file if it is there.")
  private boolean force;

  @Override
  public Integer call() {
    Options.checkWritable(file);
    Settings settings = kafka.settings();
    KafkaOptions.await(settings, KafkaOptions.role(settings, "saver"));
    Export.Made made = new Export(settings.client(), settings.learner().group()).to(file, force);
    Backups.print(made.closing());
    Backups.warn(made.damaged());
    long leftOut = made.closing().topics().values().stream().mapToLong(Closing.Sum::leftOut).sum();
    if (leftOut > 0) {
      System.err.printf(
          "odia: %,d records left out that are none of their topic's kind%n", leftOut);
    }
    System.out.printf("wrote %s%n", file);
    return 0;
  }
}
