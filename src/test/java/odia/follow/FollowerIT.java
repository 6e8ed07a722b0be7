package odia.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import odia.event.Topic;
import odia.monitor.MovedClock;
import odia.monitor.View;
import odia.ops.BrokerProcess;
import odia.ops.EmbeddedBroker;
import odia.ops.TopicAdmin;
import odia.ops.TopicSpec;
import odia.registry.TestRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A follower against a real broker, with documents that are labelled as a classifier does it. */
class FollowerIT {

  @TempDir private static Path folder;
  private static TestRegistry kafka;

  private final MovedClock clock = new MovedClock(Instant.now());
  private final View view = View.empty(1_000, clock);
  private Follower follower;

  @BeforeAll
  static void start() {
    kafka = new TestRegistry(folder.resolve("shared"));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @AfterEach
  void close() {
    follower.close();
  }

  private void follow(Map<String, Object> client) {
    follower = new Follower(settings(client), view, clock);
    follower.start();
  }

  private static FollowSettings settings(Map<String, Object> client) {
    return new FollowSettings(client, FakeClassifier.GROUP, "learners", 1_000);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50));
  }

  private void awaitWell() {
    await().until(() -> follower.check().ok());
  }

  private void awaitLabel(String id) {
    await().until(() -> view.labels().of(id) != null);
  }

  @Test
  void topicsThatAreMissingAtTheStartAreWaitedFor() {
    try (EmbeddedBroker bare = new EmbeddedBroker(0, folder.resolve("bare"))) {
      bare.start();
      Map<String, Object> client = Map.of("bootstrap.servers", bare.bootstrapServers());
      follow(client);
      await().until(() -> follower.check().detail().contains("lacks the topics"));
      await().until(() -> !follower.lags().isEmpty() || follower.documentLag() == null);
      assertThat(follower.check().ok()).isFalse();
      try (Admin admin = Admin.create(client)) {
        new TopicAdmin(admin).apply(TopicSpec.shipped());
      }
      awaitWell();
      follower.close();
    }
  }

  @Test
  void labelsAreShownWithTheirTextAndAreInTheLedger() {
    follow(kafka.client());
    awaitWell();
    try (FakeClassifier classifier = new FakeClassifier(kafka.client())) {
      classifier.label(classifier.document("shown"), "shown");
      awaitLabel("shown");
      assertThat(view.labels().of("shown").text()).isEqualTo("ପାଠ shown");
      assertThat(view.documents().records()).isEqualTo(1);
      assertThat(view.documents().open()).isZero();
      await().until(() -> follower.documentLag() != null && follower.documentLag() == 0);
    }
  }

  @Test
  void whatWasThereBeforeTheStartIsShownButNotCounted() {
    try (FakeClassifier classifier = new FakeClassifier(kafka.client())) {
      classifier.label(classifier.document("before"), "before");
    }
    follow(kafka.client());
    awaitLabel("before");
    assertThat(view.documents().records()).isZero();
    assertThat(view.pace().latency()).isNull();
  }

  @Test
  void aDocumentWithoutAnOutcomeTurnsUpAsLost() {
    follow(kafka.client());
    awaitWell();
    try (FakeClassifier classifier = new FakeClassifier(kafka.client())) {
      classifier.lose(classifier.document("lost"));
      classifier.label(classifier.document("kept"), "kept");
      awaitLabel("kept");
      await().until(() -> follower.lostDocuments() == 1);
      assertThat(view.documents().open()).isEqualTo(1);
      assertThat(follower.lostCorrections()).isZero();
    }
  }

  @Test
  void labelsOfAbortedTransactionsAreNotShown() {
    follow(kafka.client());
    awaitWell();
    try (FakeClassifier classifier = new FakeClassifier(kafka.client())) {
      RecordMetadata document = classifier.document("once");
      classifier.abort(document, "never");
      classifier.label(document, "once");
      awaitLabel("once");
      assertThat(view.labels().of("never")).isNull();
      assertThat(view.documents().doubled()).isZero();
    }
  }

  @Test
  void partitionsThatAreAddedLaterAreFollowed() throws Exception {
    Map<String, Object> client = kafka.client();
    client.put("metadata.max.age.ms", 500);
    follow(client);
    awaitWell();
    try (FakeClassifier classifier = new FakeClassifier(kafka.client());
        Admin admin = Admin.create(kafka.client())) {
      admin.createPartitions(Map.of(Topic.LABELS.name(), NewPartitions.increaseTo(7))).all().get();
      RecordMetadata document = classifier.document("added");
      classifier.label(document, "added", 6);
      await()
          .until(
              () -> {
                clock.move(Duration.ofMinutes(2));
                return view.labels().of("added") != null;
              });
      assertThat(view.labels().of("added").place().partition()).isEqualTo(6);
    }
  }

  @Test
  void whenKafkaIsKilledItIsSaidAndWhenItIsBackNothingIsSeenTwice() throws Exception {
    try (BrokerProcess broker = new BrokerProcess(folder)) {
      broker.start();
      Map<String, Object> client = new HashMap<>();
      client.put("bootstrap.servers", broker.bootstrapServers());
      follow(client);
      awaitWell();
      label(client, "first");
      broker.kill();
      clock.move(Duration.ofMinutes(2)); // it asks for new partitions, and gets no answer
      await().until(() -> follower.check().detail().contains("Kafka does not answer"));
      assertThat(follower.check().ok()).isFalse();
      broker.start();
      awaitWell();
      label(client, "second");
      assertThat(view.labels().size()).isEqualTo(2);
      assertThat(view.documents().records()).isEqualTo(2);
      follower.close();
    }
  }

  private void label(Map<String, Object> client, String id) {
    try (FakeClassifier classifier = new FakeClassifier(client)) {
      classifier.label(classifier.document(id), id);
      awaitLabel(id);
    }
  }

  @Test
  void withoutKafkaItStartsAndEnds() {
    follow(Map.of("bootstrap.servers", "nowhere.invalid:9092"));
    await().until(() -> follower.check().detail().contains("nowhere.invalid"));
    assertThat(follower.check().ok()).isFalse();
    assertThat(follower.documentLag()).isNull();
  }
}
