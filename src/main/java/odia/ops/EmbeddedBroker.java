package odia.ops;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A single-node Kafka broker in this JVM (KRaft: broker and controller in one), for a first try and
 * for tests. Listens on the loopback interface only. Its data directory is kept between runs and
 * belongs to one broker at a time; after kill -9 the next start recovers what was written.
 */
public final class EmbeddedBroker implements Component {

  private static final String HOST = "127.0.0.1";

  /** Room for a dead letter: a document of 2 MiB and its headers. */
  private static final int LARGEST_RECORD = 3 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

  /** A folder with what a killed broker left is read through first. */
  private static final Duration LEADERS_WITHIN = Duration.ofMinutes(1);

  /**
   * What a broker is told besides.
   *
   * @param protocol of the clients' listener
   * @param properties put over the usual ones
   * @param users made with the broker, in the words of kafka-storage's --add-scram
   */
  record Extras(String protocol, Map<String, String> properties, List<String> users) {
    static final Extras NONE = new Extras("PLAINTEXT", Map.of(), List.of());
  }

  private final int port;
  private final Path directory;
  private final Extras extras;
  private FileChannel lockFile;
  private KafkaRaftServer server;

  /**
   * @param port clients connect here; 0 takes a free one
   * @param directory for all of the broker's data; made if absent
   */
  public EmbeddedBroker(int port, Path directory) {
    this(port, directory, Extras.NONE);
  }

  EmbeddedBroker(int port, Path directory, Extras extras) {
    this.port = port == 0 ? freePort() : port;
    this.directory = directory;
    this.extras = extras;
  }

  /** Where clients connect. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /**
   * @throws OpsException if the port is taken or the directory is another broker's
   */
  @Override
  public void start() {
    checkPort();
    lock();
    try {
      boolean fresh = format();
      server = new KafkaRaftServer(new KafkaConfig(properties(freePort()), false), Time.SYSTEM);
      server.startup();
      if (!fresh && extras.users.isEmpty()) { // a secured one lets nobody in without a password
        endHangingTransactions();
      }
    } catch (Exception e) {
      close();
      throw new OpsException("The embedded broker did not start in " + directory + ": " + e, e);
    }
  }

  private void checkPort() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(HOST, port));
    } catch (IOException e) {
      throw new OpsException(
          "Port %d on %s is taken, perhaps by another odia or Kafka. Stop that one, or choose another port: --port N or ODIA_PORT=N"
              .formatted(port, HOST),
          e);
    }
  }

  private void lock() {
    try {
      Files.createDirectories(directory);
      lockFile =
          FileChannel.open(
              directory.resolve(".odia-lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lockFile.tryLock();
      if (lock != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // this JVM itself has it: the same message as for another process
    } catch (IOException e) {
      throw new OpsException("The data directory " + directory + " cannot be used: " + e, e);
    }
    closeLock();
    throw new OpsException(
        "The data directory %s is in use by another broker. Stop that one, or choose another: --data-dir DIR or ODIA_DATA_DIR=DIR"
            .formatted(directory));
  }

  /** Whether there was nothing to be kept. */
  private boolean format() throws Exception {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return false;
    }
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setControllerListenerName("CONTROLLER")
        .setScramArguments(extras.users)
        .setMetadataLogDirectory(directory.toString())
        .addDirectory(directory.toString())
        .run();
    return true;
  }

  /**
   * What was under way when the last one died may have timed out before this one led its partitions
   * again; with a single broker there is nobody else to lead them meanwhile.
   */
  private void endHangingTransactions() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      HangingTransactions transactions = new HangingTransactions(admin);
      transactions.awaitLeaders(LEADERS_WITHIN);
      transactions.abort().forEach(one -> LOG.info("Aborted what was left open: {}", one));
    } catch (OpsException e) {
      LOG.warn("{}; if labels stay away, look with: odia transactions", e.getMessage());
    }
  }

  private Map<String, Object> properties(int controllerPort) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put("log.dirs", directory.toString());
    properties.put(
        "listeners",
        "%s://%s:%d,CONTROLLER://%s:%d"
            .formatted(extras.protocol, HOST, port, HOST, controllerPort));
    properties.put("advertised.listeners", extras.protocol + "://" + bootstrapServers());
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("inter.broker.listener.name", extras.protocol);
    properties.put(
        "listener.security.protocol.map",
        "%1$s:%1$s,CONTROLLER:PLAINTEXT".formatted(extras.protocol));
    properties.put("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
    properties.put("message.max.bytes", LARGEST_RECORD);
    properties.put("replica.fetch.max.bytes", LARGEST_RECORD);
    // Topics come from the topics folder; a typo in a name must not make one.
    properties.put("auto.create.topics.enable", "false");
    // One node: nothing can have more than one replica. Few internal partitions start sooner.
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "5");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("transaction.state.log.num.partitions", "5");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    // What a killed classifier left open hides everybody's later labels until it is aborted.
    properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    // Nobody else is going to join: do not wait for them.
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("log.cleaner.dedupe.buffer.size", 4 << 20);
    properties.put("controlled.shutdown.enable", "true");
    properties.putAll(extras.properties);
    return properties;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new OpsException("No free port on " + HOST, e);
    }
  }

  @Override
  public CheckResult check() {
    return new CheckResult(server != null, "embedded broker at " + bootstrapServers());
  }

  @Override
  public void close() {
    if (server != null) {
      server.shutdown();
      server = null;
    }
    closeLock();
  }

  private void closeLock() {
    try {
      if (lockFile != null) {
        lockFile.close();
      }
    } catch (IOException e) {
      throw new OpsException("The lock of " + directory + " cannot be given back: " + e, e);
    }
  }
}
