package odia.command;

import java.nio.file.Path;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import odia.dashboard.DashboardServer;
import odia.feedback.Learner;
import odia.ops.Component;
import odia.ops.EmbeddedBroker;
import odia.ops.Meters;
import odia.ops.TopicAdmin;
import odia.ops.TopicSpec;
import odia.stream.ClassifyService;
import odia.stream.LiveModel;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything in one process: broker, topics, classifier and, if wanted, a stream to look at. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts an embedded Kafka broker with its topics, classifier, learner and dashboard, in one process, until Ctrl-C.",
      "What was in Kafka is kept in the data directory and is there again next time."
    },
    footer = {"", "Example:", "  odia up --demo"})
public final class UpCommand implements Callable<Integer> {

  @Option(names = "--demo", description = "Also send real Odia documents and show their labels.")
  private boolean demo;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Documents per second of the demo (default: ${DEFAULT-VALUE}).")
  private int rate = 5;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "End the demo, and all, after N labels.")
  private Long count;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Of the broker (default: ODIA_PORT, or 9092).")
  private Integer port;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Of the broker (default: ODIA_DATA_DIR, or data).")
  private Path dataDirectory;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that classify (default: ODIA_STREAM_THREADS, or 2).")
  private Integer threads;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Checkpoint (default: ODIA_MODEL, or the bundled one).")
  private Path model;

  @Option(names = "--no-learner", description = "Leave out the learner: corrections wait.")
  private boolean noLearner;

  @Option(names = "--no-dashboard", description = "Leave out the dashboard.")
  private boolean noDashboard;

  /** What runs, in the order in which it is stopped: who reads or sends first, the broker last. */
  private final Deque<Component> parts = new ConcurrentLinkedDeque<>();

  @Override
  public Integer call() throws InterruptedException {
    checkOptions();
    Settings settings = settings();
    // First what can fail at once, then what takes time.
    Path file = model == null ? settings.model() : model;
    LiveModel live = new LiveModel(Models.classifiers(file));
    Path data = dataDirectory == null ? settings.dataDirectory() : dataDirectory;
    EmbeddedBroker broker =
        new EmbeddedBroker(port == null ? settings.port() : port, data.resolve("broker"));
    start(broker);
    settings = settings.withBootstrap(broker.bootstrapServers());
    applyTopics(settings);
    settings = settings.withFiles(data);
    ClassifyService service = new ClassifyService(Wiring.streams(settings), live);
    Learner learner = noLearner ? null : LearnerWiring.learner(settings, file);
    Demo shown = demo ? new Demo(settings.client(), rate) : null;
    Runnable stop = onceOnly(() -> stop(shown, service));
    KafkaOptions.onStop(stop);
    Roles roles = Roles.of(service, learner);
    Meters meters = Metrics.meters(roles);
    if (!noDashboard) {
      DashboardServer dashboard = DashboardWiring.dashboard(settings, live, meters);
      Metrics.dashboard(meters, dashboard);
      start(dashboard);
      roles.with("dashboard", dashboard);
      System.err.printf("odia: the dashboard is at %s%n", dashboard.url());
    }
    start(roles.reporter(settings));
    Metrics.statusServer(settings, meters);
    start(service);
    if (learner != null) {
      start(learner);
    }
    System.err.printf(
        "odia: up, Kafka at %s, data in %s, Ctrl-C ends it%n", broker.bootstrapServers(), data);
    if (shown != null) {
      shown.start();
      if (count != null) {
        shown.awaitLabels(count);
        stop.run();
        return 0;
      }
    }
    return Wiring.run(service);
  }

  /** First among what is stopped, then started: a start may block until Ctrl-C. */
  private void start(Component part) {
    parts.push(part);
    part.start();
  }

  private void checkOptions() {
    Options.atLeast(1, "--rate", rate);
    Options.atLeast(1, "--count", count);
    if (count != null && !demo) {
      throw new WrongUsage("--count must be given with --demo, which it ends");
    }
    Options.within(1, Settings.MOST_THREADS, "--threads", threads);
    Options.within(0, 65_535, "--port", port);
  }

  private Settings settings() {
    Settings settings = Settings.from(System.getenv());
    return threads == null ? settings : settings.withThreads(threads);
  }

  private static void applyTopics(Settings settings) {
    try (Admin admin = Admin.create(settings.client())) {
      new TopicAdmin(admin)
          .apply(TopicSpec.shipped())
          .forEach(d -> System.err.println("odia: " + d));
    }
  }

  private static Runnable onceOnly(Runnable stop) {
    AtomicBoolean done = new AtomicBoolean();
    return () -> {
      if (done.compareAndSet(false, true)) {
        stop.run();
      }
    };
  }

  private void stop(Demo shown, ClassifyService service) {
    if (shown != null) {
      shown.close();
    }
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
    System.err.println("odia: down. " + service.counts());
  }
}
