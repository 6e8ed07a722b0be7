package odia.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import odia.event.Topic;
import odia.ops.ShippedTopics;
import odia.ops.TestCluster;
import odia.ops.TopicAdmin;
import odia.ops.TopicSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many copies there are on three brokers. */
class ThreeBrokersIT {

  @TempDir private static Path folder;
  private static TestCluster brokers;
  private static Admin admin;

  @BeforeAll
  static void start() throws Exception {
    brokers = new TestCluster("127.0.0.1", folder);
    brokers.start();
    admin = Admin.create(client());
  }

  @AfterAll
  static void stop() {
    admin.close();
    brokers.close();
  }

  private static Map<String, Object> client() {
    return Map.of("bootstrap.servers", brokers.bootstrapServers());
  }

  @BeforeEach
  void apply() {
    new TopicAdmin(admin).apply(TopicSpec.shipped());
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static String inSync(String topic) throws Exception {
    return admin
        .describeConfigs(List.of(resource(topic)))
        .all()
        .get()
        .get(resource(topic))
        .get("min.insync.replicas")
        .value();
  }

  private static List<String> doubts() {
    List<String> said = new ArrayList<>();
    Admission admission =
        new Admission(client(), Role.named("dashboard", Names.STANDARD), said::add);
    assertThat(admission.await(() -> false)).isTrue();
    assertThat(admission.brokers()).isEqualTo(3);
    return said;
  }

  /** One broker may not have heard yet of what another has just told. */
  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(assertion);
  }

  private static void awaitDoubt(String... parts) {
    eventually(() -> assertThat(doubts()).singleElement(STRING).contains(parts));
  }

  @Test
  void topicsHaveThreeCopiesAndTwoMustHaveARecord() {
    for (TopicSpec spec : TopicSpec.shipped()) {
      eventually(() -> assertThat(copies(spec.name())).containsOnly(3));
      eventually(() -> assertThat(inSync(spec.name())).isEqualTo("2"));
    }
    assertThat(new TopicAdmin(admin).check(TopicSpec.shipped())).isEmpty();
    eventually(() -> assertThat(doubts()).isEmpty());
  }

  private static List<Integer> copies(String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .stream()
        .map(partition -> partition.replicas().size())
        .toList();
  }

  @Test
  void whereOneAcknowledgesAloneItIsSaidAndMended() throws Exception {
    AlterConfigOp one =
        new AlterConfigOp(new ConfigEntry("min.insync.replicas", "1"), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource("odia.labels"), List.of(one))).all().get();

    awaitDoubt("odia.labels has min.insync.replicas=1", "topics apply");
    eventually(
        () -> {
          apply(); // through a broker that may not have heard of the one yet
          assertThat(inSync("odia.labels")).isEqualTo("2");
        });
  }

  @Test
  void aTopicWithOneCopyIsNamedAndLeftWritable() throws Exception {
    String name = "odia.instances";
    deleteTopic(name);
    TopicSpec instances = ShippedTopics.of(Topic.INSTANCES).withReplication((short) 1);
    new TopicAdmin(admin).apply(List.of(instances));

    awaitDoubt("odia.instances has one copy", "reassign-partitions");
    apply();
    eventually(() -> assertThat(inSync(name)).isEqualTo("1"));
    deleteTopic(name);
  }

  private static void deleteTopic(String name) throws Exception {
    admin.deleteTopics(List.of(name)).all().get();
    eventually(() -> assertThat(admin.listTopics().names().get()).doesNotContain(name));
  }
}
