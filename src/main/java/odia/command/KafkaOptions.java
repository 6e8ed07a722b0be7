package odia.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import odia.admission.Admission;
import odia.admission.Role;
import odia.ops.Cluster;
import picocli.CommandLine.Option;

/** What every command that talks to Kafka takes. */
final class KafkaOptions {

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers (default: KAFKA_BOOTSTRAP_SERVERS, or 127.0.0.1:9092).")
  private String bootstrap;

  /** The environment's settings with this command's brokers. */
  Settings settings() {
    Options.servers("--bootstrap", bootstrap);
    Settings settings = Settings.from(System.getenv());
    return bootstrap == null ? settings : settings.withBootstrap(bootstrap);
  }

  /** Blocks until these topics can be used, saying on standard error what is waited for. */
  static void await(Map<String, Object> client, List<String> topics) {
    new Cluster(client, message -> System.err.println("odia: " + message))
        .await(topics, () -> false);
  }

  /** Blocks until somebody of that role can work, saying on standard error what is waited for. */
  static void await(Settings settings, Role role) {
    new Admission(settings.client(), role, message -> System.err.println("odia: " + message))
        .await(() -> false);
  }

  /** What somebody of that role needs, with the names that are set. */
  static Role role(Settings settings, String name) {
    return Role.named(name, AclsCommand.names(settings));
  }

  /** Runs something when the process is asked to stop, and holds the exit until it is done. */
  static void onStop(Runnable stop) {
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
  }

  /** Waits for good; a signal ends it. */
  static void forever() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
