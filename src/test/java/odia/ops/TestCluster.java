package odia.ops;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.awaitility.Awaitility;

/**
 * Three brokers, each a process of its own and a controller as well, with Kafka's own settings:
 * that topics have three copies, of which two must have a record before it counts, is our doing.
 */
public final class TestCluster implements AutoCloseable {

  private static final int SIZE = 3;
  private static final String LARGEST_RECORD = "" + (3 << 20);

  private final String host;
  private final Path folder;
  private final int[] ports = new int[SIZE];
  private final int[] controllerPorts = new int[SIZE];
  private final Process[] brokers = new Process[SIZE];
  private final Properties extras = new Properties();
  private final String clusterId = Uuid.randomUuid().toString();

  /**
   * @param host an address of this machine that those who connect can reach
   * @param folder for the brokers' folders, "broker-0" and so on, and their logs
   */
  public TestCluster(String host, Path folder) throws IOException {
    this.host = host;
    this.folder = folder;
    List<ServerSocket> held = new ArrayList<>(); // so that no port is picked twice
    try {
      for (int i = 0; i < SIZE; i++) {
        ports[i] = freePort(held);
        controllerPorts[i] = freePort(held);
      }
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  /** One setting more of every broker, before they start. */
  public TestCluster with(String name, String value) {
    extras.put(name, value);
    return this;
  }

  private int freePort(List<ServerSocket> held) throws IOException {
    ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(host));
    held.add(free);
    return free.getLocalPort();
  }

  /** Starts all of them, without any topic. */
  public void startEmpty() {
    IntStream.range(0, SIZE).forEach(this::start);
    awaitAll();
  }

  /** Starts all of them, and applies the shipped topics. */
  public void start() {
    startEmpty();
    try (Admin admin = Admin.create(client())) {
      new TopicAdmin(admin).apply(TopicSpec.shipped());
    }
  }

  /** Starts all the first time, then the one that was killed. */
  void startAgain(int broker) {
    if (brokers[broker] == null) {
      start();
    } else {
      start(broker);
    }
  }

  /** Starts one, with what it had before. */
  public void start(int broker) {
    try {
      Path home = Files.createDirectories(brokerFolder(broker));
      format(broker, home);
      Path properties = folder.resolve("broker-" + broker + ".properties");
      try (OutputStream out = Files.newOutputStream(properties)) {
        settings(broker).store(out, null);
      }
      brokers[broker] =
          Children.java("broker-" + broker, folder, "kafka.Kafka", properties.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void format(int broker, Path home) {
    if (Files.exists(home.resolve("meta.properties"))) {
      return;
    }
    try {
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setNodeId(broker)
          .setClusterId(clusterId)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(home.toString())
          .addDirectory(home.toString())
          .run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Properties settings(int broker) {
    Properties settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "" + broker);
    settings.put("log.dirs", brokerFolder(broker).toString());
    String client = "PLAINTEXT://%s:%d".formatted(host, ports[broker]);
    settings.put(
        "listeners", client + ",CONTROLLER://%s:%d".formatted(host, controllerPorts[broker]));
    settings.put("advertised.listeners", client);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put(
        "controller.quorum.voters",
        IntStream.range(0, SIZE)
            .mapToObj(i -> "%d@%s:%d".formatted(i, host, controllerPorts[i]))
            .collect(Collectors.joining(",")));
    settings.put("message.max.bytes", LARGEST_RECORD);
    settings.put("replica.fetch.max.bytes", LARGEST_RECORD);
    settings.put("auto.create.topics.enable", "false");
    settings.put("offsets.topic.num.partitions", "5");
    settings.put("transaction.state.log.num.partitions", "5");
    settings.putAll(extras);
    return settings;
  }

  public Path brokerFolder(int broker) {
    return folder.resolve("broker-" + broker);
  }

  public String bootstrapServers() {
    return IntStream.of(ports).mapToObj(p -> host + ":" + p).collect(Collectors.joining(","));
  }

  public Map<String, Object> client() {
    return new HashMap<>(Map.of("bootstrap.servers", bootstrapServers()));
  }

  /** Until every broker is there and every replica in sync, so that the next fault may come. */
  public void awaitAll() {
    new Cluster(client(), waiting -> {}).await(List.of(), () -> false);
    try (Admin admin = Admin.create(client())) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(4))
          .ignoreExceptions()
          .until(() -> isWhole(admin));
    }
  }

  private static boolean isWhole(Admin admin) throws Exception {
    if (admin.describeCluster().nodes().get().size() < SIZE) {
      return false;
    }
    var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    return admin.describeTopics(names).allTopicNames().get().values().stream()
        .flatMap(topic -> topic.partitions().stream())
        .allMatch(p -> p.leader() != null && p.isr().size() == p.replicas().size());
  }

  /** The broker that leads a partition now. */
  public int leaderOf(String topic, int partition) throws Exception {
    try (Admin admin = Admin.create(client())) {
      var description = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      return description.partitions().get(partition).leader().id();
    }
  }

  /** Ends one at once, in the middle of whatever it does. */
  public void kill(int broker) throws InterruptedException {
    brokers[broker].destroyForcibly().waitFor();
  }

  public boolean isAlive(int broker) {
    return brokers[broker].isAlive();
  }

  public Process process(int broker) {
    return brokers[broker];
  }

  @Override
  public void close() {
    Stream.of(brokers).filter(Objects::nonNull).forEach(Process::destroyForcibly);
  }
}
