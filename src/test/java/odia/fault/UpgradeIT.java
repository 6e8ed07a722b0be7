package odia.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static odia.event.TestPromotions.promoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import odia.event.Correction;
import odia.event.Json;
import odia.event.Promotion;
import odia.event.Topic;
import odia.model.Checkpoint;
import odia.model.Manifest.Calibration;
import odia.ops.RoleProcess;
import odia.ops.RoleProcess.Jvm;
import odia.ops.ShippedTopics;
import odia.ops.TestCluster;
import odia.registry.ModelWriter;
import odia.registry.SigningKeys;
import odia.registry.TestRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * From an older version of this program to this one and back, instance by instance, while documents
 * and corrections come: {@code -Dodia.old} is the older one's jar, see {@code src/test/upgrade.sh}.
 */
@EnabledIfSystemProperty(named = "odia.old", matches = ".+")
class UpgradeIT {

  private static final int RATE = Integer.getInteger("faults.rate", 50);
  private static final int CORRECTED = 10; // every so many documents

  /** What starts soonest: many processes share two cores. */
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  private static final Jvm OLD = new Jvm(System.getProperty("odia.old"), List.of(QUICK));
  private static final Jvm NEW = Jvm.ours(QUICK);

  /** The bundled one, by another version: its labels stay. */
  private static final Checkpoint MODEL =
      Checkpoint.load(Path.of("src", "main", "resources", "model", "odia.ckpt"))
          .withCalibration(new Calibration(2, 0, 0.3));

  @TempDir private Path folder;
  private final List<RoleProcess> processes = new ArrayList<>();
  private TestCluster cluster;
  private Load load;
  private int correctedBelow;

  @AfterEach
  void stop() {
    if (load != null) {
      load.close();
    }
    processes.forEach(RoleProcess::close);
    cluster.close();
  }

  private RoleProcess run(Jvm version, String... arguments) throws IOException {
    Path logs = Files.createDirectories(Path.of("target", "faults", "upgrade"));
    String name = processes.size() + "-" + arguments[0] + ".log";
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", cluster.bootstrapServers());
    settings.put("ODIA_LEARNER_DIR", folder.resolve("learner").toString());
    settings.put("ODIA_STATE_DIR", folder.resolve("state-" + processes.size()).toString());
    RoleProcess process = new RoleProcess(version, logs.resolve(name), settings, arguments);
    processes.add(process);
    return process;
  }

  private RoleProcess classifier(Jvm version) throws IOException {
    RoleProcess classifier = run(version, "classifier");
    await().atMost(Duration.ofMinutes(3)).until(() -> classifier.said().contains("RUNNING"));
    return classifier;
  }

  /** Again, where it fails: old versions do so while a broker has not heard of a topic yet. */
  private void applyTopics(Jvm version) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> run(version, "topics", "apply", "--replication=3").await() == 0);
  }

  /** Some documents more, each with its outcome, and corrections of some of them. */
  private void goOn() {
    int now = load.sent();
    load.awaitOutcomesOf(now + 5 * RATE);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            cluster.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (; correctedBelow < now; correctedBelow += CORRECTED) {
        String id = "" + correctedBelow;
        Correction correction = new Correction(id, "sports", "asha", Instant.now(), null);
        producer.send(
            new ProducerRecord<>(
                Topic.CORRECTIONS.name(), id.getBytes(UTF_8), Json.bytes(correction)));
      }
    }
  }

  /** A verdict with everything that this version says in one, and another model's promotion. */
  private void promote() {
    ObjectNode verdict = ShippedTopics.of(Topic.PROMOTIONS).example().deepCopy();
    verdict.put("kind", "refused");
    try (KafkaProducer<byte[], byte[]> producer =
        ModelWriter.producer(cluster.client(), "upgrade")) {
      ModelWriter writer = new ModelWriter(producer, SigningKeys.NONE, Clock.systemUTC());
      writer.inTransaction(
          () -> {
            writer.send(Json.read(Json.bytes(verdict), Promotion.class));
            writer.send(MODEL.toBytes(), TestRegistry.named(MODEL.version()));
            writer.send(promoted(MODEL.version(), null));
          });
    }
  }

  @Test
  void instanceByInstanceToTheNewVersionAndBackCostsNothing() throws Exception {
    cluster = new TestCluster("127.0.0.1", folder);
    cluster.startEmpty();
    applyTopics(OLD);
    RoleProcess oldLearner = run(OLD, "learner");
    RoleProcess first = classifier(OLD);
    RoleProcess second = classifier(OLD);
    load = new Load(cluster.client());
    load.start(RATE);
    goOn();
    Trial trial = new Trial("rolled to a newer version, and one instance back", load, RATE);
    trial.begin();
    applyTopics(NEW);
    RoleProcess third = classifier(NEW);
    goOn();
    promote(); // by the new version, while old instances run
    await().atMost(Duration.ofMinutes(3)).until(() -> first.said().contains(MODEL.version()));
    await().atMost(Duration.ofMinutes(3)).until(() -> third.said().contains(MODEL.version()));
    goOn();
    first.end();
    classifier(NEW);
    oldLearner.end();
    RoleProcess learner = run(NEW, "learner");
    goOn();
    second.end();
    goOn();
    third.end();
    RoleProcess back = classifier(OLD);
    goOn();
    trial.over();
    trial.balance(i -> false);
    assertThat(back.said()).contains(MODEL.version());
    assertThat(learner.isAlive()).as(learner.said()).isTrue();
    awaitExamples();
  }

  /** Each correction became one example, whichever version saw it. */
  private void awaitExamples() {
    Map<String, Integer> counts = new HashMap<>();
    int wanted = correctedBelow / CORRECTED;
    Map<String, Object> committed = cluster.client();
    committed.put("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(committed, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topic.EXAMPLES.name()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .atMost(Duration.ofMinutes(3))
          .until(
              () -> {
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(200))) {
                  counts.merge(new String(one.key(), UTF_8), 1, Integer::sum);
                }
                return counts.size() >= wanted;
              });
    }
    assertThat(counts).hasSize(wanted).allSatisfy((id, times) -> assertThat(times).isOne());
    System.out.printf("%d corrections, each one example%n", wanted);
  }
}
