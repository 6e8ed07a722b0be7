package odia.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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

  /** Runs something when the process is asked to stop, and holds the exit until it is done. */
  static void onStop(Runnable stop) {
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
  }

  /** Waits for good; a signal ends it. */
  static void forever() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
