package odia.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import odia.event.Json;
import odia.event.Promotion.Kind;
import odia.event.Topic;
import odia.feedback.Learner;
import odia.feedback.LearnerProcess;
import odia.model.ToyModels;
import odia.registry.CommittedTail;
import odia.registry.History;
import odia.registry.PromotionLog;
import odia.registry.SigningKeys;
import odia.registry.TestRegistry;
import odia.stream.ClassifierProcess;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop on one cluster, its backup, and the loop going on in another. */
class RestoredLoopIT {

  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final String GROUP = "odia-learner-it";

  @TempDir private Path folder;

  private static History await(TestRegistry cluster, Predicate<History> wanted) {
    return org.awaitility.Awaitility.await()
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              try (PromotionLog log = new PromotionLog(cluster.client())) {
                return log.readToEnd();
              }
            },
            wanted);
  }

  private static Predicate<History> trainedOn(int corrections) {
    return history ->
        history
            .champion()
            .filter(p -> p.data() != null)
            .filter(p -> p.data().corrections() + p.data().heldOut() == corrections)
            .isPresent();
  }

  private static void publishAndCorrect(TestRegistry cluster, int from, int to) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(cluster.client(), bytes, bytes)) {
      for (int i = from; i < to; i++) {
        String label = ToyModels.LABELS.get(i % 3);
        send(producer, Topic.DOCUMENTS, i, Map.of("text", "ପାଠ୍ୟ ସଂଖ୍ୟା " + i));
        send(producer, Topic.CORRECTIONS, i, Map.of("label", label, "by", "asha"));
      }
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, Topic<?> topic, int i, Map<String, String> value) {
    byte[] key = ("d" + i).getBytes(UTF_8);
    producer.send(new ProducerRecord<>(topic.name(), key, Json.bytes(value)));
  }

  /** The last value of each key. */
  private static Map<String, JsonNode> read(TestRegistry cluster, Topic<?> topic) {
    Map<String, JsonNode> values = new TreeMap<>();
    Map<String, Integer> times = new HashMap<>();
    for (int p = 0; p < 6; p++) {
      TopicPartition place = new TopicPartition(topic.name(), p);
      try (CommittedTail tail = new CommittedTail(cluster.client(), place)) {
        tail.readToEnd(
            record -> {
              values.put(new String(record.key(), UTF_8), Json.read(record.value()));
              times.merge(new String(record.key(), UTF_8), 1, Integer::sum);
            });
      }
    }
    assertThat(times.values()).as("none twice").allMatch(n -> n == 1);
    return values;
  }

  private Path home(String name) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    LearnerProcess.writeOriginal(home);
    return home;
  }

  @Test
  void theLoopGoesOnWhereItWas() throws Exception {
    Path file = folder.resolve("a.backup");
    String champion;
    try (TestRegistry source = new TestRegistry(folder.resolve("source"))) {
      champion = learnFrom25(source, home("one"));
      new Export(source.client(), GROUP).to(file, false);
    }
    try (TestRegistry target = new TestRegistry(folder.resolve("target"))) {
      new Import(target.client(), GROUP, SigningKeys.NONE).of(file, false);
      assertThat(read(target, Topic.EXAMPLES)).hasSize(25);
      goOn(target, home("two"), champion);
    }
  }

  private static String learnFrom25(TestRegistry source, Path home) throws Exception {
    Process classifier =
        ClassifierProcess.startToy(source.bootstrapServers(), home.resolve("state"));
    try (Learner learner = LearnerProcess.learner(source.client(), home, "promote")) {
      learner.start();
      await(source, h -> h.champion().isPresent());
      publishAndCorrect(source, 0, 25);
      return await(source, trainedOn(25)).champion().get().version();
    } finally {
      classifier.destroy();
      classifier.waitFor();
    }
  }

  private static void goOn(TestRegistry target, Path home, String champion) throws Exception {
    Process classifier =
        ClassifierProcess.startToy(target.bootstrapServers(), home.resolve("state"));
    try (Learner learner = LearnerProcess.learner(target.client(), home, "promote")) {
      learner.start();
      org.awaitility.Awaitility.await()
          .atMost(DEADLINE)
          .until(() -> learner.check().detail().contains("no new corrections"));
      publishAndCorrect(target, 25, 49);
      org.awaitility.Awaitility.await()
          .atMost(DEADLINE)
          .until(() -> learner.check().detail().contains("24 of 25 new corrections"));
      assertThat(read(target, Topic.LABELS).get("d30").path("modelVersion").asText())
          .isEqualTo(champion);
      publishAndCorrect(target, 49, 50);
      History after = await(target, trainedOn(50));
      assertThat(after.entries().stream().filter(e -> e.promotion().kind() == Kind.PROMOTED))
          .hasSize(3);
      assertThat(read(target, Topic.EXAMPLES)).hasSize(50);
    } finally {
      classifier.destroy();
      classifier.waitFor();
    }
  }
}
