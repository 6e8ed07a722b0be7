package odia.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import odia.backup.Export;
import odia.backup.Import;
import odia.event.Topic;
import odia.ops.HangingTransactions;
import odia.ops.OpsException;
import odia.ops.SecureBroker;
import odia.ops.TopicAdmin;
import odia.ops.TopicSpec;
import odia.registry.SigningKeys;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each role may and may not do with the rights of topics/acls.yaml. */
class RightsIT {

  private static final List<String> ROLES = List.copyOf(Role.all(Names.STANDARD).keySet());

  @TempDir private static Path folder;
  private static SecureBroker broker;
  private static Admin admin;

  @BeforeAll
  static void start() {
    List<String> users = new ArrayList<>(ROLES);
    users.add("poor");
    users.add("rich");
    broker = new SecureBroker(folder, users.toArray(String[]::new));
    admin = Admin.create(broker.client(SecureBroker.ADMIN));
    new TopicAdmin(admin).apply(TopicSpec.shipped());
    for (String role : ROLES) {
      new RightsAdmin(admin).grant(Role.named(role, Names.STANDARD).bindings("User:" + role));
    }
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  private static void write(String user, String topic) throws Throwable {
    Map<String, Object> client = new HashMap<>(broker.client(user));
    client.put("max.block.ms", 20_000);
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, bytes, bytes)) {
      producer.send(new ProducerRecord<>(topic, new byte[1])).get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private static void read(String user, String topic) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    Map<String, Object> client = broker.client(user);
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(client, bytes, bytes)) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      consumer.seekToBeginning(consumer.assignment());
      consumer.poll(Duration.ofSeconds(10));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "classifier, odia.models",
    "classifier, odia.promotions",
    "classifier, odia.documents",
    "learner, odia.labels",
    "learner, odia.examples",
    "producer, odia.labels",
    "annotator, odia.promotions",
    "consumer, odia.labels",
    "dashboard, odia.corrections",
    "dashboard, odia.promotions",
    "operator, odia.labels",
    "saver, odia.models",
    "mender, odia.models"
  })
  void nobodyWritesWhatIsNotTheirs(String role, String topic) {
    assertThatThrownBy(() -> write(role, topic)).isInstanceOf(AuthorizationException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "producer, odia.documents",
    "producer, odia.labels",
    "annotator, odia.documents",
    "learner, odia.documents",
    "consumer, odia.documents",
    "administrator, odia.documents",
    "restorer, odia.documents"
  })
  void nobodyReadsWhatIsNotForThem(String role, String topic) {
    assertThatThrownBy(() -> read(role, topic)).isInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void whatIsTheirsTheyMayDo() {
    assertThatCode(() -> write("producer", "odia.documents")).doesNotThrowAnyException();
    assertThatCode(() -> write("annotator", "odia.corrections")).doesNotThrowAnyException();
    assertThatCode(() -> read("consumer", "odia.labels")).doesNotThrowAnyException();
  }

  @Test
  void aConsumersGroupIsNamedAfterIt() {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    Map<String, Object> client = broker.client("consumer");
    client.put("group.id", "odia-classifier");
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(client, bytes, bytes)) {
      consumer.subscribe(List.of(Topic.LABELS.name()));
      assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(20)))
          .isInstanceOf(GroupAuthorizationException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "producer",
        "annotator",
        "consumer",
        "classifier",
        "learner",
        "dashboard",
        "operator",
        "saver",
        "restorer",
        "mender"
      })
  void everyRoleIsAdmittedWithItsOwnRights(String role) {
    assertThat(admission(role, role).await(() -> false)).isTrue();
  }

  private static Admission admission(String user, String role) {
    return new Admission(broker.client(user), Role.named(role, Names.STANDARD), said -> {});
  }

  @Test
  void backupsAreMadeAndRestoredByWhoMay() {
    Path file = folder.resolve("a.backup");
    new Export(broker.client("saver"), "odia-learner").to(file, false);

    Import restore = new Import(broker.client("restorer"), "odia-learner", SigningKeys.NONE);
    assertThat(restore.of(file, true).progress()).isTrue();
  }

  @Test
  void whoEndsHangingTransactionsSeesThemAll() throws Exception {
    TopicPartition place = new TopicPartition(Topic.LABELS.name(), 0);
    Map<String, Object> client = new HashMap<>(broker.client(SecureBroker.ADMIN));
    client.put("transactional.id", "open");
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (Admin mender = Admin.create(broker.client("mender"));
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, bytes, bytes)) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(place.topic(), 0, null, new byte[1])).get();

      assertThat(mender.describeProducers(List.of(place)).partitionResult(place).get())
          .satisfies(state -> assertThat(state.activeProducers()).isNotEmpty());
      assertThat(mender.listTransactions().all().get())
          .anyMatch(transaction -> transaction.transactionalId().equals("open"));
      assertThat(new HangingTransactions(mender).abort()).isEmpty(); // it is open, but known
      producer.abortTransaction();
    }
    assertThatThrownBy(() -> admission("classifier", "mender").await(() -> false))
        .isInstanceOf(OpsException.class)
        .hasMessageContainingAll("DESCRIBE on transactional id *", "ALTER on cluster");
  }

  @Test
  void whoLacksRightsIsToldAllOfThemAndTheMend() {
    Admission admission = admission("dashboard", "classifier");

    assertThatThrownBy(() -> admission.await(() -> false))
        .isInstanceOf(OpsException.class)
        .hasMessageContainingAll(
            "the role classifier",
            "WRITE on topic odia.labels",
            "on topic odia-classifier-*",
            "on transactional id odia-classifier-*",
            "odia acls apply --user classifier=User:NAME")
        .hasMessageNotContaining("odia.models");
  }

  @Test
  void aTopicThatOneMayNotSeeIsNotTakenForAMissingOne() {
    assertThatThrownBy(() -> admission("consumer", "producer").await(() -> false))
        .isInstanceOf(OpsException.class)
        .hasMessageContainingAll(
            "WRITE on topic odia.documents", "odia acls apply --user producer");
  }

  @Test
  void nothingIsTakenAwayUnlessAskedFor() {
    RightsAdmin rights = new RightsAdmin(admin);
    Role producer = Role.named("producer", Names.STANDARD);
    List<AclBinding> more = Role.named("annotator", Names.STANDARD).bindings("User:rich");
    Supplier<RightsAdmin.Difference> now = () -> rights.difference("User:rich", List.of(producer));
    rights.grant(more);

    soon(() -> assertThat(now.get().more()).isEqualTo(more));
    rights.grant(now.get().missing());
    soon(() -> assertThat(now.get().missing()).isEmpty());
    assertThat(now.get().more()).isEqualTo(more);
    rights.remove(more);
    soon(() -> assertThat(now.get().more()).isEmpty());
  }

  /** Who keeps the rights answers before the broker has heard. */
  private static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofMinutes(1)).untilAsserted(assertion);
  }

  @Test
  void whatIsMissingIsSaidInWords() {
    assertThat(
            new RightsAdmin(admin)
                .difference("User:poor", List.of(Role.named("consumer", Names.STANDARD)))
                .missing())
        .extracting(RightsAdmin::words)
        .containsExactly(
            "READ on group odia-consumer*",
            "READ on topic odia.dead-letters",
            "READ on topic odia.labels");
  }
}
