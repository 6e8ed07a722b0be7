package odia.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import odia.backup.Import;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Restores a backup. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Restores a backup into a cluster whose topics are there and empty, while no learner runs: verifies the file, writes it in one transaction, reads it back.",
      "Whatever stops it before all is written, nothing is restored, and it can be done again."
    },
    footer = {"", "Example:", "  odia import odia-2026-01-31.backup"})
public final class ImportCommand implements Callable<Integer> {

  @Mixin private KafkaOptions kafka;

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file;

  @Option(
      names = "--merge",
      description = {
        "Add what the cluster lacks: models that are not there, examples without the same or a newer one of their document,",
        "history that goes on from the cluster's. Doing it twice changes nothing."
      })
  private boolean merge;

  @Override
  public Integer call() {
    Settings settings = kafka.settings();
    KafkaOptions.await(settings, KafkaOptions.role(settings, "restorer"));
    LearnerPart learner = settings.learner();
    Import.Done done =
        new Import(settings.client(), learner.group(), learner.keys()).of(file, merge);
    Backups.warn(done.backup().damaged());
    done.topics()
        .forEach(
            (topic, count) ->
                System.out.printf(
                    "%-16s %,9d records restored and read back, %,d there already%s%n",
                    topic,
                    count.written(),
                    count.there(),
                    count.leftOut() == 0
                        ? ""
                        : ", %,d left out: the cluster has a history of its own"
                            .formatted(count.leftOut())));
    System.out.println(
        done.progress()
            ? "The learner goes on where it was."
            : "The learner's progress stays as it is here: restored examples count as new.");
    return 0;
  }
}
