package odia.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import odia.access.Tokens;
import odia.event.Classification;
import odia.event.DeadLetter;
import odia.event.Json;
import odia.event.Topic;
import odia.follow.TopicScan;
import odia.registry.SigningKeys;
import odia.registry.TestRegistry;
import odia.stream.ClassifyService;
import odia.stream.FakeClassifier;
import odia.stream.LiveModel;
import odia.stream.StreamSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Broker and classifier in this JVM, and dashboards on them. */
final class TestSystem implements AutoCloseable {

  private static final int PARTITION = 0;

  private final Path folder;
  private final TestRegistry kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private ClassifyService classifier;

  TestSystem(Path folder) {
    this.folder = folder;
    kafka = new TestRegistry(folder.resolve("broker"));
    ByteArraySerializer bytes = new ByteArraySerializer();
    Map<String, Object> settings = kafka.client();
    settings.put("max.request.size", 3 << 20);
    producer = new KafkaProducer<>(settings, bytes, bytes);
  }

  TestRegistry kafka() {
    return kafka;
  }

  /** Labels what comes from now on. */
  void startClassifier() {
    classifier =
        new ClassifyService(
            new StreamSettings(
                kafka.bootstrapServers(),
                TestDashboard.GROUP,
                1,
                Duration.ofMillis(50),
                folder.resolve("state"),
                Map.of(),
                SigningKeys.NONE,
                StreamSettings.Corrections.STANDARD),
            new LiveModel(FakeClassifier::new));
    classifier.start();
  }

  /**
   * A dashboard that has caught up.
   *
   * @param kept labels to keep
   */
  TestDashboard dashboard(Tokens tokens, int kept) {
    TestDashboard made =
        new TestDashboard(tokens, TestDashboard.follow(kafka.client(), kept), Clock.systemUTC());
    await().until(() -> made.server().check().ok());
    return made;
  }

  TestDashboard dashboard(int kept) {
    return dashboard(TestDashboard.tokens(folder), kept);
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(50));
  }

  /** Awaits what an address answers; asks less often than is allowed. */
  static ConditionFactory awaitAnswer() {
    return Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(150));
  }

  /** One record as it is. */
  RecordMetadata put(Topic<?> topic, String key, byte[] value, Map<String, byte[]> headers) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic.name(), PARTITION, key.getBytes(UTF_8), value);
    headers.forEach((name, content) -> record.headers().add(name, content));
    try {
      return producer.send(record).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A document for the classifier. */
  void document(String id, String text) {
    document(id, text, "test");
  }

  void document(String id, String text, String source) {
    byte[] value = Json.bytes(Map.of("id", id, "text", text, "source", source));
    put(Topic.DOCUMENTS, id, value, Map.of());
  }

  /** A label as if a classifier had given it. */
  static Classification classification(String id, String label, double confidence, String source) {
    Map<String, Double> probabilities = Map.of(label, confidence, "other", 1 - confidence);
    Instant now = Instant.now();
    return new Classification(
        id, label, confidence, probabilities, false, false, 3, 1, "v", "e", source, now, now);
  }

  void label(Classification label) {
    put(Topic.LABELS, label.documentId(), Json.bytes(label), Map.of());
  }

  /** So many labels, id-0 and so on, without waiting for each. */
  void labels(String id, int count) {
    for (int i = 0; i < count; i++) {
      byte[] value = Json.bytes(classification(id + "-" + i, "sports", 0.9, "test"));
      byte[] key = (id + "-" + i).getBytes(UTF_8);
      producer.send(new ProducerRecord<>(Topic.LABELS.name(), i % 6, key, value));
    }
    producer.flush();
  }

  /** No label was ever given. */
  void forgetLabels() {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    for (int partition = 0; partition < 6; partition++) {
      TopicPartition one = new TopicPartition(Topic.LABELS.name(), partition);
      all.put(one, RecordsToDelete.beforeOffset(-1));
    }
    try (Admin admin = Admin.create(kafka.client())) {
      admin.deleteRecords(all).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  RecordMetadata deadLetter(DeadLetter letter, String key, byte[] value) {
    return put(Topic.DEAD_LETTERS, key, value, letter.headers());
  }

  /** All records of a key, the latest last. */
  List<ConsumerRecord<byte[], byte[]>> records(Topic<?> topic, String key) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (TopicScan scan = new TopicScan(kafka.client())) {
      scan.read(
          topic.name(),
          Instant.EPOCH,
          record -> {
            if (key.equals(new String(record.key(), UTF_8))) {
              found.add(record);
            }
          });
    }
    return found;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    if (classifier != null) {
      classifier.close();
    }
    kafka.close();
  }
}
