package odia.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import odia.dashboard.DashboardServer;
import odia.ops.Cluster;
import odia.ops.Component;
import odia.ops.Meters;
import odia.stream.LiveModel;
import odia.stream.ModelFollower;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The dashboard alone, against any cluster. */
@Command(
    name = "dashboard",
    mixinStandardHelpOptions = true,
    description = {
      "Serves a page that shows the stream, takes corrections, and shows models and health, until it is stopped.",
      "ODIA_DASHBOARD_ADDRESS says where (127.0.0.1:8080), ODIA_DASHBOARD_TOKENS who may see it from elsewhere."
    })
public final class DashboardCommand implements Callable<Integer> {

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "Checkpoint to explain decisions with while no champion is known (default: ODIA_MODEL, or the bundled one).")
  private Path model;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = kafka.settings();
    new Cluster(settings.client(), message -> {}).refuseWhatIsHopeless();
    LiveModel live = new LiveModel(Models.classifiers(model == null ? settings.model() : model));
    ModelFollower champion =
        new ModelFollower(settings.client(), settings.learner().keys(), live, 1);
    Meters meters = new Meters(List.of(champion));
    DashboardServer dashboard = DashboardWiring.dashboard(settings, live, meters);
    Metrics.dashboard(meters, dashboard);
    Component reporter = Roles.of(null, null).with("dashboard", dashboard).reporter(settings);
    KafkaOptions.onStop(
        () -> {
          reporter.close();
          dashboard.close();
          champion.close();
        });
    reporter.start();
    Metrics.statusServer(settings, meters);
    dashboard.start();
    System.err.printf("odia: the dashboard is at %s, Ctrl-C ends it%n", dashboard.url());
    champion.start();
    new CountDownLatch(1).await();
    return 0;
  }
}
