package odia.ops;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * The embedded broker in a process of its own, for tests that kill it. Always at one address. With
 * {@code -Dodia.brokers=3} one of a cluster of three is killed in its place.
 */
public final class BrokerProcess implements AutoCloseable {

  private final int port;
  private final Path folder;
  private Process process;
  private TestCluster cluster;

  public BrokerProcess(Path folder) throws IOException {
    this.folder = folder;
    if (Integer.getInteger("odia.brokers", 1) == 3) {
      cluster = new TestCluster("127.0.0.1", folder);
    }
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  /** Arguments: port, data directory. Runs until it is stopped. */
  public static void main(String[] args) throws InterruptedException {
    EmbeddedBroker broker = new EmbeddedBroker(Integer.parseInt(args[0]), Path.of(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    broker.start();
    Thread.currentThread().join();
  }

  /** Starts it, with what it had before, and waits until it has its topics. */
  public void start() throws IOException {
    if (cluster != null) {
      cluster.startAgain(0);
      return;
    }
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                Integer.toString(port),
                folder.resolve("broker").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("b.log").toFile()))
            .start();
    Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers());
    new Cluster(client, waiting -> {}).await(List.of(), () -> !process.isAlive());
    try (Admin admin = Admin.create(client)) {
      new TopicAdmin(admin).apply(TopicSpec.shipped());
    }
  }

  public String bootstrapServers() {
    return cluster == null ? "127.0.0.1:" + port : cluster.bootstrapServers();
  }

  /** Ends it at once, in the middle of whatever it does. */
  public void kill() throws InterruptedException {
    if (cluster != null) {
      cluster.kill(0);
      return;
    }
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    if (cluster != null) {
      cluster.close();
    }
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
