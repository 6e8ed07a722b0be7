package odia.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import odia.event.Topic;
import odia.ops.EmbeddedBroker;
import odia.ops.TopicAdmin;
import odia.ops.TopicSpec;
import odia.registry.SigningKeys;
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

/** The classifier against a real broker. */
class ClassifyServiceIT {

  private static final Duration DEADLINE = Duration.ofMinutes(3);

  @TempDir private Path folder;
  private EmbeddedBroker broker;

  @BeforeEach
  void start() {
    broker = new EmbeddedBroker(0, folder.resolve("broker"));
    broker.start();
    applyTopics();
  }

  private void applyTopics() {
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

  private ClassifyService service() {
    return new ClassifyService(
        new StreamSettings(
            broker.bootstrapServers(),
            "odia-it",
            2,
            Duration.ofMillis(100),
            folder.resolve("state"),
            Map.of(),
            SigningKeys.NONE,
            StreamSettings.Corrections.STANDARD),
        new LiveModel(FakeClassifier::new));
  }

  private void send(int from, int to) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client(), bytes, bytes)) {
      for (int i = from; i < to; i++) {
        String value = i % 10 == 9 ? "no json " + i : "{\"text\":\"ଖେଳ " + i + "\"}";
        producer.send(
            new ProducerRecord<>(
                Topic.DOCUMENTS.name(), key(i).getBytes(UTF_8), value.getBytes(UTF_8)));
      }
    }
  }

  private static String key(int i) {
    return "document-" + i;
  }

  /** How often each key stands in both output topics, for who reads committed records only. */
  private final class Seen implements AutoCloseable {
    private final Map<String, Integer> times = new TreeMap<>();
    private final List<String> deadLetters = new ArrayList<>();
    private final KafkaConsumer<byte[], byte[]> consumer;

    Seen() {
      Map<String, Object> settings = client();
      settings.put("isolation.level", "read_committed");
      settings.put("group.id", "seen");
      settings.put("auto.offset.reset", "earliest");
      consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      consumer.subscribe(List.of(Topic.LABELS.name(), Topic.DEAD_LETTERS.name()));
    }

    int poll() {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        String key = new String(record.key(), UTF_8);
        times.merge(key, 1, Integer::sum);
        if (record.topic().equals(Topic.DEAD_LETTERS.name())) {
          deadLetters.add(key);
        }
      }
      return times.size();
    }

    void awaitKeys(int count) {
      await().atMost(DEADLINE).pollInterval(Duration.ofMillis(10)).until(() -> poll() >= count);
    }

    void assertEachOnce(int count) {
      for (int i = 0; i < 5; i++) {
        poll(); // a duplicate would come late
      }
      assertThat(times).hasSize(count);
      assertThat(times.values()).allMatch(n -> n == 1);
      assertThat(deadLetters).hasSize(count / 10);
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  @Test
  void everyDocumentGetsOneOutcome() {
    try (ClassifyService service = service();
        Seen seen = new Seen()) {
      service.start();
      send(0, 500);
      seen.awaitKeys(500);
      seen.assertEachOnce(500);
      assertThat(service.check().ok()).isTrue();
      assertThat(service.counts().documents()).isEqualTo(500);
      assertThat(service.counts().deadLetters()).isEqualTo(50);
    }
  }

  @Test
  void aStopInMidStreamLosesNothing() {
    try (Seen seen = new Seen()) {
      send(0, 2_000);
      try (ClassifyService first = service()) {
        first.start();
        seen.awaitKeys(1);
      }
      send(2_000, 3_000);
      try (ClassifyService second = service()) {
        second.start();
        seen.awaitKeys(3_000);
      }
      seen.assertEachOnce(3_000);
    }
  }

  @Test
  void killedInMidStreamAndStartedAgainEveryDocumentHasOneOutcome() throws Exception {
    int documents = 20_000;
    try (Seen seen = new Seen()) {
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(0, documents));
      for (int kill = 1; kill <= 3; kill++) {
        Process process =
            ClassifierProcess.start(broker.bootstrapServers(), folder.resolve("killed-" + kill));
        seen.awaitKeys(kill * 3_000);
        assertThat(process.isAlive()).isTrue();
        process.destroyForcibly().waitFor();
      }
      Process last =
          ClassifierProcess.start(broker.bootstrapServers(), folder.resolve("killed-last"));
      sending.join();
      seen.awaitKeys(documents);
      seen.assertEachOnce(documents);
      last.destroy();
      assertThat(last.waitFor()).isEqualTo(143); // ended by the signal, in good order
    }
  }

  @Test
  void anAbsentClusterIsWaitedFor() {
    broker.close();
    ClassifyService service = service();
    CompletableFuture<Void> starting = CompletableFuture.runAsync(service::start);
    assertThat(service.check().ok()).isFalse();
    assertThat(service.check().detail()).contains("waiting for Kafka");

    broker = new EmbeddedBroker(portOf(broker), folder.resolve("broker"));
    broker.start();
    starting.join();
    await().atMost(DEADLINE).until(() -> service.check().ok());
    service.close();
  }

  private static int portOf(EmbeddedBroker broker) {
    return Integer.parseInt(broker.bootstrapServers().split(":")[1]);
  }

  @Test
  void waitingForAnAbsentClusterCanBeEnded() {
    broker.close();
    ClassifyService service = service();
    CompletableFuture<Void> starting = CompletableFuture.runAsync(service::start);
    service.close();

    await().atMost(DEADLINE).until(starting::isDone);
    assertThat(service.hasFailed()).isFalse();
  }

  @Test
  void aTopicThatIsDeletedWhileItRunsEndsItWithTheMend() throws Exception {
    try (ClassifyService service = service();
        Admin admin = Admin.create(client())) {
      service.start();
      await().atMost(DEADLINE).until(() -> service.check().detail().contains("RUNNING"));
      admin.deleteTopics(List.of(Topic.DOCUMENTS.name())).all().get();

      // The thread that dies is the test's subject, not its failure.
      await().dontCatchUncaughtExceptions().atMost(DEADLINE).until(service::hasFailed);
      assertThat(service.trouble()).contains("a topic that it reads is gone", "odia topics apply");
    }
  }
}
