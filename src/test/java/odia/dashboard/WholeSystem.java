package odia.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import odia.access.Tokens;
import odia.event.Json;
import odia.event.Topic;
import odia.ops.BrokerProcess;
import odia.ops.RoleProcess;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Broker, classifier, learner and dashboard, each a process of its own, as in production. */
final class WholeSystem implements AutoCloseable {

  static final String OPERATOR = Tokens.make();
  static final String ASHA = Tokens.make();
  static final String BIKASH = Tokens.make();

  /** Kept, to see why a test failed. */
  private static final Path LOGS = Path.of("target", "whole-system");

  private final Path folder;
  private final BrokerProcess broker;
  private final int port;
  private RoleProcess classifier;
  private RoleProcess learner;
  private RoleProcess dashboard;
  private KafkaProducer<byte[], byte[]> producer;

  WholeSystem(Path folder) throws IOException {
    this.folder = folder;
    broker = new BrokerProcess(folder);
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  void start() throws IOException {
    Files.createDirectories(LOGS);
    Files.write(
        folder.resolve("tokens"),
        List.of(
            Tokens.line("olivia", "operator", OPERATOR),
            Tokens.line("asha", "annotator", ASHA),
            Tokens.line("bikash", "annotator", BIKASH)));
    broker.start();
    classifier = role("classifier");
    learner = role("learner");
    dashboard = role("dashboard");
    ByteArraySerializer bytes = new ByteArraySerializer();
    Map<String, Object> client = client();
    client.put("max.request.size", 3 << 20);
    producer = new KafkaProducer<>(client, bytes, bytes);
    await().atMost(Duration.ofMinutes(2)).until(() -> classifier.said().contains("RUNNING"));
    await().atMost(Duration.ofMinutes(2)).until(() -> learner.said().contains("first model"));
    await().atMost(Duration.ofMinutes(2)).until(() -> dashboard.said().contains(url()));
  }

  private RoleProcess role(String command) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    environment.put("ODIA_STATE_DIR", folder.resolve("state").toString());
    environment.put("ODIA_LEARNER_DIR", folder.resolve("learner").toString());
    environment.put("ODIA_RETRAIN_CORRECTIONS", "1000");
    environment.put("ODIA_DASHBOARD_ADDRESS", "127.0.0.1:" + port);
    environment.put("ODIA_DASHBOARD_TOKENS", folder.resolve("tokens").toString());
    return new RoleProcess(LOGS.resolve(command + ".log"), environment, command);
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  Map<String, Object> client() {
    return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  /** Ends the broker at once. */
  void killKafka() throws InterruptedException {
    broker.kill();
  }

  void startKafka() throws IOException {
    broker.start();
  }

  void killDashboard() {
    dashboard.close();
  }

  void startDashboard() throws IOException {
    dashboard = role("dashboard");
    await().atMost(Duration.ofMinutes(2)).until(() -> dashboard.said().contains(url()));
  }

  /** Runs a command against this cluster to its end. */
  void run(String... arguments) throws IOException {
    Map<String, String> settings = Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    try (RoleProcess run = new RoleProcess(LOGS.resolve("run.log"), settings, arguments)) {
      await().atMost(Duration.ofMinutes(2)).until(() -> !run.isAlive());
    }
  }

  void publish(String id, String text) {
    publish(id, text, "test");
  }

  void publish(String id, String text, String source) {
    byte[] value =
        Json.bytes(
            Json.MAPPER.createObjectNode().put("id", id).put("text", text).put("source", source));
    put(Topic.DOCUMENTS, id, value);
  }

  /** One record as it is. */
  void put(Topic<?> topic, String key, byte[] value) {
    producer.send(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), value));
  }

  void flush() {
    producer.flush();
  }

  /** The value of the last committed record of a key, or null where there is none. */
  ConsumerRecord<byte[], byte[]> last(Topic<?> topic, String key) {
    Map<String, Object> client = client();
    client.put("isolation.level", "read_committed");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    ConsumerRecord<byte[], byte[]> found = null;
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(client, bytes, bytes)) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic.name()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          found = key.equals(new String(record.key(), UTF_8)) ? record : found;
        }
      }
    }
    return found;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    dashboard.close();
    learner.close();
    classifier.close();
    broker.close();
  }
}
