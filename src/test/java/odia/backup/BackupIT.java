package odia.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import odia.event.Json;
import odia.event.Promotion;
import odia.event.Promotion.Kind;
import odia.event.TestPromotions;
import odia.event.Topic;
import odia.registry.CommittedTail;
import odia.registry.History;
import odia.registry.ModelReader;
import odia.registry.ModelWriter;
import odia.registry.PromotionLog;
import odia.registry.SigningKeys;
import odia.registry.TestRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backup of one cluster and restore into another, without classifier and learner. */
class BackupIT {

  private static final String GROUP = "odia-learner-it";
  private static final byte[] MODEL = new byte[2_000_000];

  @TempDir private Path folder;
  private Path file;
  private TestRegistry source;
  private TestRegistry target;

  @BeforeEach
  void start() {
    file = folder.resolve("a.backup");
    source = new TestRegistry(folder.resolve("source"));
    target = new TestRegistry(folder.resolve("target"));
    MODEL[1_000_000] = 7;
    source.publishAndPromote(MODEL, "v1");
    source.put(Topic.EXAMPLES, "d1", TestBackups.example("d1"));
    source.put(Topic.EXAMPLES, "d2", TestBackups.example("d2"));
    source.put(Topic.EXAMPLES, "d1", null);
  }

  @AfterEach
  void stop() {
    source.close();
    target.close();
  }

  private Export.Made export() {
    return new Export(source.client(), GROUP).to(file, true);
  }

  private Map<String, Import.Count> restore(boolean merge) {
    return new Import(target.client(), GROUP, SigningKeys.NONE).of(file, merge).topics();
  }

  private static History history(TestRegistry cluster) {
    try (PromotionLog log = new PromotionLog(cluster.client())) {
      return log.readToEnd();
    }
  }

  private static List<SavedRecord> records(TestRegistry cluster, Topic<?> topic) {
    List<SavedRecord> all = new ArrayList<>();
    int partitions = topic == Topic.EXAMPLES ? 6 : 1;
    for (int p = 0; p < partitions; p++) {
      TopicPartition place = new TopicPartition(topic.name(), p);
      try (CommittedTail tail = new CommittedTail(cluster.client(), place)) {
        tail.readToEnd(record -> all.add(SavedRecord.of(record)));
      }
    }
    return all;
  }

  private void assertSame(Topic<?> topic) {
    List<SavedRecord> before = records(source, topic);
    List<SavedRecord> after = records(target, topic);
    assertThat(after).hasSameSizeAs(before).isNotEmpty();
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i).isLike(before.get(i))).as(before.get(i).place()).isTrue();
      assertThat(after.get(i).partition()).isEqualTo(before.get(i).partition());
    }
  }

  private void assertNothingIsThere() {
    Topic.all().forEach(topic -> assertThat(records(target, topic)).isEmpty());
  }

  @Test
  void everyRecordIsThereAgain() {
    Export.Made made = export();
    assertThat(made.closing().models()).containsOnlyKeys("v1");
    restore(false);

    assertSame(Topic.MODELS);
    assertSame(Topic.PROMOTIONS);
    assertSame(Topic.EXAMPLES);
    assertThat(new ModelReader(target.client(), SigningKeys.NONE).fetch("v1", 99L))
        .isEqualTo(MODEL);
  }

  @Test
  void whatIsNotCommittedIsNotInABackup() {
    KafkaProducer<byte[], byte[]> producer = ModelWriter.producer(source.client(), "other");
    producer.beginTransaction();
    producer.send(
        new ProducerRecord<>(
            Topic.EXAMPLES.name(), 0, "d3".getBytes(UTF_8), TestBackups.example("d3")));
    producer.flush();
    Export.Made made = export();
    producer.abortTransaction();
    producer.close();
    assertThat(made.closing().topics().get(Topic.EXAMPLES.name()).records()).isEqualTo(3);
  }

  @Test
  void aClusterThatHasSomethingIsRefusedUnlessMerged() {
    export();
    target.put(Topic.EXAMPLES, "d9", TestBackups.example("d9"));
    assertThatThrownBy(() -> restore(false))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("--merge");
    assertThat(records(target, Topic.MODELS)).isEmpty();

    restore(true);
    assertThat(records(target, Topic.EXAMPLES)).hasSize(4);
    assertThat(history(target).champion().get().version()).isEqualTo("v1");
  }

  @Test
  void mergingTwiceChangesNothing() {
    export();
    restore(false);
    Map<String, Import.Count> again = restore(true);

    assertThat(again.values()).allMatch(count -> count.written() == 0 && count.leftOut() == 0);
    assertSame(Topic.EXAMPLES);
  }

  @Test
  void aLaterBackupAddsWhatIsNew() {
    export();
    restore(false);
    source.publishAndPromote(new byte[] {1}, "v2");
    source.put(Topic.EXAMPLES, "d2", null);
    export();
    Map<String, Import.Count> added = restore(true);

    assertThat(added.get(Topic.MODELS.name()).written()).isEqualTo(2);
    assertThat(added.get(Topic.PROMOTIONS.name()).written()).isEqualTo(1);
    assertThat(added.get(Topic.EXAMPLES.name()).written()).isEqualTo(1);
    assertThat(history(target).champion().get().version()).isEqualTo("v2");
  }

  @Test
  void aNewerExampleOfTheClusterStands() {
    export();
    target.put(Topic.EXAMPLES, "d2", null);
    restore(true);

    SavedRecord last =
        records(target, Topic.EXAMPLES).stream()
            .filter(r -> new String(r.key(), UTF_8).equals("d2"))
            .reduce((a, b) -> b)
            .orElseThrow();
    assertThat(last.value()).isNull();
  }

  @Test
  void aClusterWithAHistoryOfItsOwnKeepsIt() {
    export();
    target.publishAndPromote(new byte[] {5}, "own1");
    target.publishAndPromote(new byte[] {6}, "own2");
    Map<String, Import.Count> counts = restore(true);

    assertThat(counts.get(Topic.PROMOTIONS.name()).leftOut()).isEqualTo(1);
    assertThat(history(target).champion().get().version()).isEqualTo("own2");
    assertThat(new ModelReader(target.client(), SigningKeys.NONE).manifests()).containsKey("v1");
  }

  @Test
  void aClusterThatOnlyHasItsFirstModelTakesTheHistory() {
    source.publishAndPromote(new byte[] {1}, "v2");
    export();
    target.publishAndPromote(new byte[] {5}, "own1");
    restore(true);
    assertThat(history(target).champion().get().version()).isEqualTo("v2");
    assertThat(restore(true).get(Topic.PROMOTIONS.name()).written()).isZero();
    source.publishAndPromote(new byte[] {2}, "v3");
    export();
    assertThat(restore(true).get(Topic.PROMOTIONS.name()).written()).isOne();
    assertThat(history(target).champion().get().version()).isEqualTo("v3");
  }

  /** Old offsets stay behind gaps that transactions leave; the restored log has none. */
  @Test
  void aRequestAfterARestoreIsNotTakenForAnswered() {
    for (int i = 0; i < 5; i++) {
      source.say(TestPromotions.request("op" + i));
    }
    long end = history(source).end();
    source.say(TestPromotions.refused("v2", "v1").covering(end));
    source.say(TestPromotions.request("later"));
    export();
    restore(false);

    assertThat(history(target).pendingRequest().map(Promotion::by)).contains("later");
    target.say(TestPromotions.refused("v3", "v1").covering(history(target).end()));
    assertThat(history(target).pendingRequest()).isEmpty();
    target.say(TestPromotions.request("last"));
    assertThat(history(target).pendingRequest().map(Promotion::by)).contains("last");
  }

  @Test
  void killedInTheMiddleNothingIsSeenAndTheNextOneCompletes() throws Exception {
    export();
    for (Topic<?> topic : List.of(Topic.MODELS, Topic.EXAMPLES)) {
      int status = ImportProcess.run(target.bootstrapServers(), file, topic.name());
      assertThat(status).isEqualTo(137);
      assertNothingIsThere();
    }
    restore(false);
    assertSame(Topic.MODELS);
    assertSame(Topic.EXAMPLES);
  }

  @Test
  void aDamagedBackupChangesNothing() throws Exception {
    export();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> restore(false))
        .isInstanceOf(BackupException.class)
        .hasMessageContainingAll("refused at line", "use another backup");
    assertNothingIsThere();
  }

  @Test
  void anotherNumberOfPartitionsIsRefusedWithTheMend() throws Exception {
    export();
    try (Admin admin = Admin.create(target.client())) {
      admin
          .createPartitions(Map.of(Topic.EXAMPLES.name(), NewPartitions.increaseTo(7)))
          .all()
          .get();
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> restore(false))
                    .hasMessageContainingAll("7 partitions here and 6", "topics apply"));
  }

  @Test
  void anUnwantedKindOfPromotionIsNotInTheWay() {
    source.put(Topic.PROMOTIONS, null, "junk".getBytes(UTF_8));
    source.say(TestPromotions.by("op", Kind.ROLLED_BACK, "v1", "v1"));
    Export.Made made = export();
    assertThat(made.closing().topics().get(Topic.PROMOTIONS.name()).leftOut()).isEqualTo(1);
    restore(false);
    assertThat(history(target).entries()).hasSize(2);
    assertThat(Json.bytes(history(target).champion().get()))
        .isEqualTo(Json.bytes(history(source).champion().get()));
  }
}
