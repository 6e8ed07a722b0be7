package odia.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import odia.event.Json;
import odia.event.Topic;
import odia.ops.EmbeddedBroker;
import odia.ops.TopicAdmin;
import odia.ops.TopicSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corrections against a real broker, with a classifier that is killed. */
class CorrectionsIT {

  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final int PARTITIONS = 6;

  @TempDir private Path folder;
  private EmbeddedBroker broker;

  @BeforeEach
  void start() {
    broker = new EmbeddedBroker(0, folder.resolve("broker"));
    broker.start();
    try (Admin admin = Admin.create(client())) {
      new TopicAdmin(admin).apply(TopicSpec.shipped());
    }
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private Map<String, Object> client() {
    return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private Process classifier(String name) throws Exception {
    return ClassifierProcess.start(broker.bootstrapServers(), folder.resolve(name));
  }

  private KafkaProducer<byte[], byte[]> producer() {
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(client(), bytes, bytes);
  }

  /** With no key, or a foreign one, in a partition that has nothing to do with the id. */
  private static void publish(KafkaProducer<byte[], byte[]> producer, int i) {
    byte[] key = i % 2 == 0 ? null : ("foreign-" + i % 7).getBytes(UTF_8);
    byte[] value = "{\"id\":\"d%d\",\"text\":\"ଖେଳ %d\"}".formatted(i, i).getBytes(UTF_8);
    producer.send(
        new ProducerRecord<>(Topic.DOCUMENTS.name(), (i * 5 + 1) % PARTITIONS, key, value));
  }

  private static void correct(KafkaProducer<byte[], byte[]> producer, String id) {
    int partition = (id.hashCode() & 0xFF) % PARTITIONS;
    byte[] value =
        "{\"documentId\":\"%s\",\"label\":\"politics\",\"by\":\"asha\"}"
            .formatted(id)
            .getBytes(UTF_8);
    producer.send(new ProducerRecord<>(Topic.CORRECTIONS.name(), partition, null, value));
  }

  /** What stands on some topics, for who reads committed records only. */
  private final class Seen implements AutoCloseable {
    private final Map<String, Integer> times = new TreeMap<>();
    private final Map<String, JsonNode> last = new TreeMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;

    Seen(Topic<?>... topics) {
      Map<String, Object> settings = client();
      settings.put("isolation.level", "read_committed");
      settings.put("group.id", "seen-" + topics[0].name());
      settings.put("auto.offset.reset", "earliest");
      consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      consumer.subscribe(List.of(topics).stream().map(Topic::name).toList());
    }

    List<String> poll() {
      List<String> keys = new java.util.ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        String key = record.key() == null ? "null" : new String(record.key(), UTF_8);
        keys.add(key);
        times.merge(key, 1, Integer::sum);
        last.put(key, Json.read(record.value()));
      }
      return keys;
    }

    void await(int count) {
      org.awaitility.Awaitility.await()
          .atMost(DEADLINE)
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                poll();
                return times.size() >= count;
              });
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  @Test
  void whoeverHasSeenALabelCanCorrectItThoughTheClassifierIsKilled() throws Exception {
    int documents = 6_000;
    try (Seen labels = new Seen(Topic.LABELS);
        Seen outcomes = new Seen(Topic.EXAMPLES, Topic.DEAD_LETTERS);
        KafkaProducer<byte[], byte[]> producer = producer()) {
      CompletableFuture<Void> corrections =
          CompletableFuture.runAsync(() -> correctAllThatAreSeen(labels, producer, documents));
      for (int i = 0; i < documents; i++) {
        publish(producer, i);
      }
      for (int kill = 1; kill <= 2; kill++) {
        Process process = classifier("killed-" + kill);
        outcomes.await(kill * 1_500);
        process.destroyForcibly().waitFor();
      }
      Process last = classifier("killed-last");
      corrections.join();
      outcomes.await(documents);
      outcomes.poll(); // a duplicate would come late
      last.destroy();
      assertThat(last.waitFor()).isEqualTo(143);

      assertThat(outcomes.times).hasSize(documents);
      assertThat(outcomes.times.values()).allMatch(n -> n == 1);
      assertThat(outcomes.last.values())
          .allMatch(example -> example.path("givenLabel").asText().equals("sports"));
    }
  }

  private static void correctAllThatAreSeen(
      Seen labels, KafkaProducer<byte[], byte[]> producer, int documents) {
    while (labels.times.size() < documents) {
      labels.poll().forEach(id -> correct(producer, id));
    }
  }

  @Test
  void aCorrectionSentJustBeforeItsDocumentFindsIt() throws Exception {
    Process process = classifier("early");
    try (Seen examples = new Seen(Topic.EXAMPLES);
        Seen labels = new Seen(Topic.LABELS);
        KafkaProducer<byte[], byte[]> producer = producer()) {
      publish(producer, 0);
      labels.await(1); // the classifier runs
      for (int i = 1; i <= 200; i++) {
        correct(producer, "d" + i);
      }
      producer.flush();
      for (int i = 1; i <= 200; i++) {
        publish(producer, i);
      }
      examples.await(200);
      assertThat(examples.times.values()).allMatch(n -> n == 1);
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  @Test
  void afterACleanStartWithoutFilesEveryDocumentIsKnownStill() throws Exception {
    try (Seen labels = new Seen(Topic.LABELS);
        Seen examples = new Seen(Topic.EXAMPLES);
        KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int i = 0; i < 100; i++) {
        publish(producer, i);
      }
      Process first = classifier("first");
      labels.await(100);
      correct(producer, "d0");
      examples.await(1);
      first.destroy();
      first.waitFor();
      Process second = classifier("second");
      for (int i = 1; i < 100; i++) {
        correct(producer, "d" + i);
      }
      examples.await(100);
      second.destroy();
      second.waitFor();
      await().until(() -> examples.times.values().stream().allMatch(n -> n == 1));
    }
  }
}
