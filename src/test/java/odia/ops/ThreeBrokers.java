package odia.ops;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A cluster of three brokers in this JVM, the first of them its controller. */
public final class ThreeBrokers implements AutoCloseable {

  private static final int BROKERS = 3;

  private final List<KafkaRaftServer> servers = new ArrayList<>();
  private final int[] ports = IntStream.range(0, BROKERS + 1).map(i -> freePort()).toArray();

  public ThreeBrokers(Path folder) throws Exception {
    String cluster = Uuid.randomUuid().toString();
    for (int node = 1; node <= BROKERS; node++) {
      Path data = folder.resolve("broker-" + node);
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
          .setNodeId(node)
          .setClusterId(cluster)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(data.toString())
          .addDirectory(data.toString())
          .run();
      servers.add(new KafkaRaftServer(new KafkaConfig(properties(node, data), false), Time.SYSTEM));
    }
    // Each waits for the others.
    List<Thread> starting = servers.stream().map(s -> new Thread(s::startup)).toList();
    starting.forEach(Thread::start);
    for (Thread thread : starting) {
      thread.join();
    }
  }

  private Map<String, Object> properties(int node, Path data) {
    String client = "PLAINTEXT://127.0.0.1:" + ports[node];
    String controller = "CONTROLLER://127.0.0.1:" + ports[0];
    Map<String, Object> properties = new HashMap<>();
    properties.put("process.roles", node == 1 ? "broker,controller" : "broker");
    properties.put("node.id", node);
    properties.put("log.dirs", data.toString());
    properties.put("listeners", node == 1 ? client + "," + controller : client);
    properties.put("advertised.listeners", client);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("controller.quorum.voters", "1@127.0.0.1:" + ports[0]);
    properties.put("message.max.bytes", 3 << 20);
    properties.put("log.cleaner.dedupe.buffer.size", 4 << 20);
    properties.put("offsets.topic.num.partitions", 1);
    properties.put("transaction.state.log.num.partitions", 1);
    return properties;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public String bootstrapServers() {
    return IntStream.rangeClosed(1, BROKERS)
        .mapToObj(node -> "127.0.0.1:" + ports[node])
        .collect(Collectors.joining(","));
  }

  @Override
  public void close() {
    for (int node = BROKERS; node > 0; node--) { // the controller last
      servers.get(node - 1).shutdown();
    }
  }
}
