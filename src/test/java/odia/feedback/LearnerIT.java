package odia.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import odia.event.Example;
import odia.event.Json;
import odia.event.Promotion;
import odia.event.Promotion.Kind;
import odia.event.Topic;
import odia.model.ToyModels;
import odia.registry.History;
import odia.registry.ModelReader;
import odia.registry.ModelWriter;
import odia.registry.PromotionLog;
import odia.registry.SigningKeys;
import odia.registry.TestRegistry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The learner against a real broker, killed wherever it may be. */
class LearnerIT {

  private static final Duration DEADLINE = Duration.ofMinutes(3);

  @TempDir private Path folder;
  private TestRegistry broker;

  @BeforeEach
  void start() throws IOException {
    LearnerProcess.writeOriginal(folder);
    broker = new TestRegistry(folder.resolve("broker"));
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private Map<String, Object> client() {
    return broker.client();
  }

  private void correct(int from, int to) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client(), bytes, bytes)) {
      for (int i = from; i < to; i++) {
        producer.send(
            new ProducerRecord<>(
                Topic.EXAMPLES.name(), ("d" + i).getBytes(UTF_8), Json.bytes(example(i))));
      }
    }
  }

  private static Example example(int i) {
    String label = ToyModels.LABELS.get(i % 3);
    String text = "ପାଠ୍ୟ ସଂଖ୍ୟା " + i;
    Instant now = Instant.now();
    return new Example("d" + i, text, label, "asha", now, now, null, null, List.of());
  }

  private History history() {
    try (PromotionLog log = new PromotionLog(client())) {
      return log.readToEnd();
    }
  }

  private History await(Predicate<History> wanted) {
    return Awaitility.await()
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(100))
        .until(this::history, wanted);
  }

  private static long count(History history, Kind kind) {
    return history.entries().stream().filter(e -> e.promotion().kind() == kind).count();
  }

  private static Predicate<History> trainedOn(int corrections) {
    return history ->
        history
            .champion()
            .filter(p -> p.data() != null)
            .filter(p -> p.data().corrections() + p.data().heldOut() == corrections)
            .isPresent();
  }

  private static String versionAfter(int corrections) {
    return ToyModels.checkpoint(ToyTraining.seed(corrections)).version();
  }

  /** One first model and one promotion, of a challenger that learned from all of them. */
  private void assertPromotedOnceWith(int corrections) {
    History history = await(trainedOn(corrections));
    assertThat(history.champion().get().version()).isEqualTo(versionAfter(corrections));
    assertThat(count(history, Kind.PROMOTED)).isEqualTo(2);
    awaitModels(versions -> versions.contains(versionAfter(corrections)));
    byte[] bytes =
        new ModelReader(client(), SigningKeys.NONE).fetch(versionAfter(corrections), null);
    assertThat(bytes).isNotEmpty();
  }

  /** One transaction has them and the verdict; its marks reach the two topics one by one. */
  private void awaitModels(Predicate<Set<String>> wanted) {
    ModelReader reader = new ModelReader(client(), SigningKeys.NONE);
    Awaitility.await().atMost(DEADLINE).until(() -> reader.manifests().keySet(), wanted);
  }

  @Test
  void enoughCorrectionsMakeAChallengerTheChampion() {
    try (Learner learner = LearnerProcess.learner(client(), folder, "promote")) {
      learner.start();
      await(h -> count(h, Kind.PROMOTED) == 1);
      correct(0, 24);
      Awaitility.await()
          .atMost(DEADLINE)
          .until(() -> learner.check().detail().contains("24 of 25 new corrections"));
      correct(24, 25);

      assertPromotedOnceWith(25);
      assertThat(history().champion().get().data().labels())
          .isEqualTo(Map.of(ToyModels.LABELS.get(0), 3));
      assertThat(learner.check().ok()).isTrue();
    }
  }

  @Test
  void theFirstModelIsMeasuredBeforeItIsPublished() {
    try (Learner learner = LearnerProcess.learner(client(), folder, "promote")) {
      learner.start();
      Promotion first = await(h -> count(h, Kind.PROMOTED) == 1).champion().get();

      assertThat(first.champion()).isNull();
      assertThat(first.challenger().holdOut()).isEqualTo(1);
      assertThat(first.challenger().confusion()).containsOnlyKeys(ToyModels.LABELS.get(0));
      assertThat(first.data().original()).isEqualTo(3);
      assertThat(first.data().labels()).containsOnlyKeys(ToyModels.LABELS).containsValue(1);
      assertThat(first.covers()).isNull();
    }
  }

  @Test
  void aRefusedChallengerIsKeptAndItsCorrectionsAreCovered() {
    try (Learner learner = LearnerProcess.learner(client(), folder, "refuse")) {
      learner.start();
      correct(0, 25);
      History history = await(h -> count(h, Kind.REFUSED) == 1);

      assertThat(history.champion().get().version()).isEqualTo(ToyModels.checkpoint(1).version());
      awaitModels(versions -> versions.contains(versionAfter(25)));
      Awaitility.await()
          .atMost(DEADLINE)
          .until(() -> learner.check().detail().contains("no new corrections"));
    }
  }

  @Test
  void aTrainingThatFailsIsTriedAgainAndThenDroppedWithAVerdict() {
    try (Learner learner = LearnerProcess.learner(client(), folder, "fail")) {
      learner.start();
      correct(0, 25);
      Promotion verdict = await(h -> count(h, Kind.REFUSED) == 1).lastVerdict().get();

      assertThat(verdict.reason()).contains("training failed", "status 3", "told to fail");
      assertThat(verdict.version()).isNull();
    }
  }

  @Test
  void anOperatorsRequestTrainsAtOnceAndIsAnsweredOnce() throws Exception {
    try (Learner learner = LearnerProcess.learner(client(), folder, "promote")) {
      learner.start();
      await(h -> count(h, Kind.PROMOTED) == 1);
      correct(0, 3);
      Awaitility.await()
          .atMost(DEADLINE)
          .until(() -> learner.check().detail().contains("3 of 25 new corrections"));
      request();

      assertPromotedOnceWith(3);
      assertThat(history().pendingRequest()).isEmpty();
    }
  }

  private void request() throws Exception {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client(), bytes, bytes)) {
      Promotion request =
          Promotion.of(
              Kind.RETRAIN_REQUESTED, null, null, new Promotion.Act("op", "now", Instant.now()));
      new ModelWriter(producer, SigningKeys.NONE, Clock.systemUTC()).send(request).get();
    }
  }

  @Test
  void oldModelsAreRemovedBesideThoseThatAreKept() {
    try (Learner learner = LearnerProcess.learner(client(), folder, "promote")) {
      learner.start();
      for (int round = 1; round <= 5; round++) {
        correct(25 * (round - 1), 25 * round);
        await(trainedOn(25 * round));
      }
      // the champion, the one before it, and the two newest of the others
      Set<String> kept =
          Set.of(versionAfter(125), versionAfter(100), versionAfter(75), versionAfter(50));
      awaitModels(kept::equals);
    }
  }

  @Test
  void killedWhilePollingItCountsOnAfterTheStart() throws Exception {
    Process first = LearnerProcess.start(broker.bootstrapServers(), folder, "promote");
    await(h -> count(h, Kind.PROMOTED) == 1);
    correct(0, 20);
    kill(first);
    Process second = LearnerProcess.start(broker.bootstrapServers(), folder, "promote");
    correct(20, 25);

    assertPromotedOnceWith(25);
    kill(second);
  }

  @Test
  void killedWhileTrainingItTrainsAgainAndPromotesOnce() throws Exception {
    Path hold = Files.createFile(folder.resolve("hold"));
    Process first = LearnerProcess.start(broker.bootstrapServers(), folder, hold.toString());
    correct(0, 25);
    awaitTraining();
    kill(first);
    Files.delete(hold);
    correct(25, 30); // come while it is away
    Process second = LearnerProcess.start(broker.bootstrapServers(), folder, "promote");

    assertPromotedOnceWith(30);
    kill(second);
  }

  private void awaitTraining() {
    Path job = folder.resolve("learner/job").resolve(ChallengerJob.JOB);
    Awaitility.await().atMost(DEADLINE).until(() -> Files.exists(job));
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void killedInTheMiddleOfPublishingNothingOfItIsSeen() throws Exception {
    Process first =
        LearnerProcess.start(broker.bootstrapServers(), folder, "promote", Topic.PROMOTIONS.name());
    correct(0, 25);
    assertThat(first.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(first.exitValue()).isEqualTo(137);
    assertThat(count(history(), Kind.PROMOTED)).isEqualTo(1); // the first model alone
    Process second = LearnerProcess.start(broker.bootstrapServers(), folder, "promote");

    assertPromotedOnceWith(25);
    kill(second);
  }

  @Test
  void ofTwoLearnersOneWorksAndTheOtherTakesOver() throws Exception {
    Process first = LearnerProcess.start(broker.bootstrapServers(), folder, "promote");
    await(h -> count(h, Kind.PROMOTED) == 1);
    try (Learner second = LearnerProcess.learner(client(), folder, "promote")) {
      second.start();
      Awaitility.await()
          .atMost(DEADLINE)
          .until(() -> second.check().detail().contains("standing by"));
      kill(first);
      correct(0, 25);

      assertPromotedOnceWith(25);
    }
  }

  @Test
  void itKeepsItsMembershipHoweverLongATrainingTakes() throws Exception {
    Path hold = Files.createFile(folder.resolve("hold"));
    try (Learner learner = LearnerProcess.learner(client(), folder, hold.toString())) {
      learner.start();
      correct(0, 25);
      awaitTraining();
      // two session timeouts: who does not poll or beat would be out of the group by then
      Awaitility.await()
          .pollDelay(Duration.ofSeconds(21))
          .atMost(DEADLINE)
          .until(() -> learner.check().detail().contains("training a challenger"));
      correct(25, 30);
      Files.delete(hold);

      assertPromotedOnceWith(25);
      Awaitility.await()
          .atMost(DEADLINE)
          .until(() -> learner.check().detail().contains("5 of 25 new corrections"));
    }
  }
}
