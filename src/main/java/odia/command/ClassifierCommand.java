package odia.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import odia.ops.StateFolder;
import odia.registry.InstanceReporter;
import odia.stream.ClassifyService;
import odia.stream.LiveModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The classifier alone, against any cluster. */
@Command(
    name = "classifier",
    mixinStandardHelpOptions = true,
    description =
        "Labels the documents of a Kafka cluster until it is stopped; start more of them to share the work.")
public final class ClassifierCommand implements Callable<Integer> {

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Checkpoint (default: ODIA_MODEL, or the bundled one).")
  private Path model;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that classify (default: ODIA_STREAM_THREADS, or 2).")
  private Integer threads;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = kafka.settings();
    Options.within(1, Settings.MOST_THREADS, "--threads", threads);
    if (threads != null) {
      settings = settings.withThreads(threads);
    }
    LiveModel live = new LiveModel(Models.classifiers(model == null ? settings.model() : model));
    try (StateFolder state = StateFolder.in(settings.stateDirectory())) {
      ClassifyService service =
          new ClassifyService(Wiring.streams(settings.withState(state.path())), live);
      Roles roles = Roles.of(service, null);
      InstanceReporter reporter = roles.reporter(settings);
      KafkaOptions.onStop(
          () -> {
            service.close();
            reporter.close();
          });
      reporter.start();
      Metrics.statusServer(settings, Metrics.meters(roles));
      service.start();
      return Wiring.run(service);
    }
  }
}
