package odia.container;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;

/**
 * Three brokers in containers, each a controller too: what they hold has three copies, of which two
 * must be written. A broker keeps its address and its data when it is killed and started again.
 */
final class Brokers implements AutoCloseable {

  private static final int COUNT = 3;
  private static final int OUTSIDE = 9092;

  private final Network network = Network.newNetwork();
  private final List<Broker> brokers = new ArrayList<>();

  Brokers() throws IOException {
    for (int id = 1; id <= COUNT; id++) {
      brokers.add(new Broker(id, network));
    }
  }

  /** A port that is the same after a restart. */
  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private static final class Broker extends GenericContainer<Broker> {
    private final int port;

    Broker(int id, Network network) throws IOException {
      super(Images.kafka());
      port = freePort();
      addFixedExposedPort(port, OUTSIDE);
      withNetwork(network).withNetworkAliases("kafka-" + id);
      withEnv("KAFKA_NODE_ID", "" + id);
      withEnv("CLUSTER_ID", "4L6g3nShT-eMCtK--X86sw");
      withEnv("KAFKA_HEAP_OPTS", "-Xmx384m");
      listeners(id);
      copies();
      waitingFor(Wait.forLogMessage(".*Transitioning from RECOVERY to RUNNING.*", 1));
      withStartupTimeout(Duration.ofMinutes(3));
    }

    private void listeners(int id) {
      withEnv("KAFKA_PROCESS_ROLES", "broker,controller");
      withEnv("KAFKA_LISTENERS", "INSIDE://:19092,OUTSIDE://:9092,CONTROLLER://:9093");
      withEnv(
          "KAFKA_ADVERTISED_LISTENERS",
          "INSIDE://kafka-%d:19092,OUTSIDE://%s".formatted(id, address()));
      withEnv(
          "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
          "INSIDE:PLAINTEXT,OUTSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
      withEnv("KAFKA_INTER_BROKER_LISTENER_NAME", "INSIDE");
      withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER");
      withEnv(
          "KAFKA_CONTROLLER_QUORUM_VOTERS",
          IntStream.rangeClosed(1, COUNT)
              .mapToObj(other -> "%d@kafka-%d:9093".formatted(other, other))
              .collect(Collectors.joining(",")));
    }

    private void copies() {
      withEnv("KAFKA_DEFAULT_REPLICATION_FACTOR", "3");
      withEnv("KAFKA_MIN_INSYNC_REPLICAS", "2");
      withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "3");
      withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "6");
      withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "3");
      withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "2");
      withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "6");
      withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    }

    private String address() {
      return DockerClientFactory.instance().dockerHostIpAddress() + ":" + port;
    }
  }

  void start() {
    Startables.deepStart(brokers).join();
  }

  /** Where this machine reaches them. */
  String bootstrapServers() {
    return brokers.stream().map(Broker::address).collect(Collectors.joining(","));
  }

  /** Ends a broker at once, in the middle of whatever it does. */
  void kill(int id) {
    docker().killContainerCmd(container(id)).exec();
  }

  /** Starts a killed one with what it had. */
  void restart(int id) {
    docker().startContainerCmd(container(id)).exec();
  }

  private String container(int id) {
    return brokers.get(id - 1).getContainerId();
  }

  private static DockerClient docker() {
    return DockerClientFactory.instance().client();
  }

  @Override
  public void close() {
    brokers.forEach(Broker::stop);
    network.close();
  }
}
