package odia.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import odia.feedback.Learner;
import odia.registry.InstanceReporter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The learner alone, against any cluster. */
@Command(
    name = "learner",
    mixinStandardHelpOptions = true,
    description = {
      "Collects corrected documents of a Kafka cluster, trains challengers and promotes the better ones, until it is stopped.",
      "Of several learners one works, the others stand by."
    })
public final class LearnerCommand implements Callable<Integer> {

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "Checkpoint that trainings start from, and the first champion (default: ODIA_MODEL, or the bundled one).")
  private Path model;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = kafka.settings();
    Learner learner = LearnerWiring.learner(settings, model == null ? settings.model() : model);
    Roles roles = Roles.of(null, learner);
    InstanceReporter reporter = roles.reporter(settings);
    KafkaOptions.onStop(
        () -> {
          learner.close();
          reporter.close();
        });
    reporter.start();
    Metrics.statusServer(settings, Metrics.meters(roles));
    learner.start();
    return LearnerWiring.run(learner);
  }
}
