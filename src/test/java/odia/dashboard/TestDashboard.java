package odia.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import odia.access.Tokens;
import odia.follow.FollowSettings;
import odia.model.WordAttribution;
import odia.ops.Meters;
import odia.stream.FakeClassifier;

/** A dashboard in this JVM, with a token for each role. */
final class TestDashboard implements AutoCloseable {

  static final String GROUP = "odia-dashboard-it";

  /** Where there is no Kafka. */
  static final Map<String, Object> NOWHERE =
      Map.of("bootstrap.servers", "127.0.0.1:1", "reconnect.backoff.ms", 5_000);

  static final String OLIVIA = Tokens.make();
  static final String ASHA = Tokens.make();
  static final String BIKASH = Tokens.make();
  static final String VIJAY = Tokens.make();

  private final Meters meters = new Meters(List.of());
  private final DashboardServer server;

  TestDashboard(Tokens tokens, FollowSettings follow, Clock clock) {
    InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
    DashboardSettings settings =
        new DashboardSettings(
            any,
            tokens,
            follow,
            labels -> labels,
            (text, label) -> WordAttribution.of(new FakeClassifier(), text, label),
            meters);
    server = new DashboardServer(settings, clock);
    server.start();
  }

  /**
   * @param client settings of a Kafka client
   * @param kept labels to keep
   */
  static FollowSettings follow(Map<String, Object> client, int kept) {
    return new FollowSettings(client, GROUP, GROUP + "-learner", kept);
  }

  /** Olivia operates, Asha and Bikash annotate, Vijay views. */
  static Tokens tokens(Path folder) {
    try {
      Path file = folder.resolve("tokens");
      return Tokens.read(
          Files.write(
              file,
              List.of(
                  Tokens.line("olivia", "operator", OLIVIA),
                  Tokens.line("asha", "annotator", ASHA),
                  Tokens.line("bikash", "annotator", BIKASH),
                  Tokens.line("vijay", "viewer", VIJAY))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DashboardServer server() {
    return server;
  }

  String url() {
    return server.url();
  }

  /** Somebody with this token; null for nobody. */
  Http as(String token) {
    return new Http(url(), token);
  }

  @Override
  public void close() {
    server.close();
    meters.close();
  }
}
