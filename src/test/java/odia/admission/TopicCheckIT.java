package odia.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import odia.ops.EmbeddedBroker;
import odia.ops.OpsException;
import odia.ops.TopicAdmin;
import odia.ops.TopicSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Topics that somebody deleted or changed are found before any work begins. */
class TopicCheckIT {

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static Admin admin;

  @BeforeAll
  static void start() {
    broker = new EmbeddedBroker(0, folder);
    broker.start();
    admin = Admin.create(client());
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  private static Map<String, Object> client() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  @BeforeEach
  void repair() {
    new TopicAdmin(admin).apply(TopicSpec.shipped());
  }

  private static Admission admission(String role) {
    return new Admission(client(), Role.named(role, Names.STANDARD), said -> {});
  }

  private static void set(String topic, String setting, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> admin.describeConfigs(List.of(resource)).all().get().get(resource).get(setting),
            entry -> entry.value().equals(value));
  }

  private static void delete(String topic) throws Exception {
    admin.deleteTopics(List.of(topic)).all().get();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !admin.listTopics().names().get().contains(topic));
  }

  @Test
  void topicsAsTheyWereMadeAreFine() {
    for (String role : List.of("classifier", "learner", "dashboard", "producer")) {
      assertThat(admission(role).await(() -> false)).isTrue();
    }
  }

  @Test
  void moreThanWasAskedForIsFine() throws Exception {
    set("odia.labels", "retention.ms", "9999999999");
    set("odia.labels", "max.message.bytes", "9000000");

    assertThat(admission("classifier").await(() -> false)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "classifier, odia.documents, cleanup.policy, compact, delete",
    "classifier, odia.labels, cleanup.policy, compact, delete",
    "learner, odia.examples, cleanup.policy, delete, compact",
    "learner, odia.models, cleanup.policy, delete, compact",
    "dashboard, odia.instances, cleanup.policy, delete, 'compact,delete'",
    "classifier, odia.dead-letters, max.message.bytes, 1000, 3145728",
    "learner, odia.promotions, retention.ms, 86400000, -1",
    "learner, odia.promotions, retention.bytes, 1000000, -1"
  })
  void aSettingThatLosesRecordsIsRefused(
      String role, String topic, String setting, String found, String wanted) throws Exception {
    set(topic, setting, found);

    assertThatThrownBy(() -> admission(role).await(() -> false))
        .isInstanceOf(OpsException.class)
        .hasMessageContainingAll(
            "The role " + role,
            "%s has %s=%s instead of %s".formatted(topic, setting, found, wanted),
            "odia topics apply");
  }

  @Test
  void fewerPartitionsAreRefused() throws Exception {
    delete("odia.corrections");
    admin.createTopics(List.of(new NewTopic("odia.corrections", 2, (short) 1))).all().get();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> admin.listTopics().names().get().contains("odia.corrections"));

    assertThatThrownBy(() -> admission("classifier").await(() -> false))
        .isInstanceOf(OpsException.class)
        .hasMessageContainingAll(
            "odia.corrections has 2 partitions instead of 6: \"odia topics apply\" adds them");
  }

  @Test
  void aHistoryWithSeveralPartitionsIsRefused() throws Exception {
    List<String> topic = List.of("odia.promotions");
    admin.createPartitions(Map.of(topic.get(0), NewPartitions.increaseTo(2))).all().get();
    try {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> admin.describeTopics(topic).allTopicNames().get().get(topic.get(0)),
              found -> found.partitions().size() == 2);
      assertThatThrownBy(() -> admission("learner").await(() -> false))
          .isInstanceOf(OpsException.class)
          .hasMessageContaining("odia.promotions has 2 partitions, and its order needs exactly 1");
    } finally {
      delete("odia.promotions");
    }
  }

  @Test
  void aMissingTopicIsWaitedForAndNamed() throws Exception {
    delete("odia.examples");
    ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
    Admission admission = new Admission(client(), Role.named("learner", Names.STANDARD), said::add);
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> admission.await(() -> false));
    await().atMost(Duration.ofMinutes(1)).until(() -> !said.isEmpty());

    assertThat(said.peek()).contains("lacks the topics [odia.examples]", "odia topics apply");
    assertThat(waiting).isNotDone();
    repair();
    assertThat(waiting.get()).isTrue();
  }
}
