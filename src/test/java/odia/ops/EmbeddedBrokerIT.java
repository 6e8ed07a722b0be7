package odia.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

  private static final TopicSpec TOPIC =
      new TopicSpec(
          "odia.some", "", "", "", "", null, 2, (short) 1, Map.of("retention.ms", "1000000"), null);

  @TempDir private Path folder;
  private EmbeddedBroker broker;

  @BeforeEach
  void start() {
    broker = new EmbeddedBroker(0, folder.resolve("data"));
    broker.start();
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static TopicSpec changed(int partitions, Map<String, String> config) {
    return new TopicSpec("odia.some", "", "", "", "", null, partitions, (short) 1, config, null);
  }

  @Test
  void recordsAreThereAgainAfterARestart() throws Exception {
    try (Admin admin = admin()) {
      new TopicAdmin(admin).apply(List.of(TOPIC));
    }
    Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("odia.some", 0, "k", "ଓଡ଼ିଆ")).get();
    }
    broker.close();
    broker = new EmbeddedBroker(0, folder.resolve("data"));
    broker.start();

    assertThat(firstRecord()).isEqualTo("ଓଡ଼ିଆ");
  }

  private String firstRecord() {
    Map<String, Object> client =
        new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("odia.some", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(30)).iterator().next().value();
    }
  }

  @Test
  void aPortThatIsTakenIsNamedWithTheMend() {
    int port = Integer.parseInt(broker.bootstrapServers().split(":")[1]);
    EmbeddedBroker second = new EmbeddedBroker(port, folder.resolve("other"));

    assertThatThrownBy(second::start)
        .isInstanceOf(OpsException.class)
        .hasMessageContaining("Port " + port)
        .hasMessageContaining("--port");
  }

  @Test
  void aDataDirectoryInUseIsNamedWithTheMend() {
    EmbeddedBroker second = new EmbeddedBroker(0, folder.resolve("data"));

    assertThatThrownBy(second::start)
        .isInstanceOf(OpsException.class)
        .hasMessageContaining("in use")
        .hasMessageContaining("--data-dir");
  }

  @Test
  void topicsAreMadeAndDriftIsToldAndMended() {
    try (Admin admin = admin()) {
      TopicAdmin topics = new TopicAdmin(admin);
      assertThat(topics.check(List.of(TOPIC)))
          .extracting(TopicAdmin.Drift::what)
          .containsExactly("is missing");
      assertThat(topics.apply(List.of(TOPIC))).hasSize(1);
      assertThat(topics.check(List.of(TOPIC))).isEmpty();

      TopicSpec other = changed(3, Map.of("retention.ms", "2000000"));
      assertThat(topics.check(List.of(other)))
          .extracting(TopicAdmin.Drift::what)
          .containsExactly(
              "has 2 partitions instead of 3", "has retention.ms=1000000 instead of 2000000");
      topics.apply(List.of(other));
      assertThat(topics.check(List.of(other))).isEmpty();
    }
  }

  @Test
  void whatWasMadeIsThereAtOnce() {
    try (Admin admin = admin()) {
      TopicAdmin topics = new TopicAdmin(admin);
      for (int n = 0; n < 20; n++) {
        List<TopicSpec> made = List.of(named("odia.new-" + n, 2));
        topics.apply(made);
        assertThat(topics.check(made)).isEmpty();
        List<TopicSpec> raised = List.of(named("odia.new-" + n, 4));
        topics.apply(raised);
        assertThat(topics.check(raised)).isEmpty();
      }
    }
  }

  @Test
  void morePartitionsAreTheOperatorsChoice() {
    try (Admin admin = admin()) {
      TopicAdmin topics = new TopicAdmin(admin);
      topics.apply(List.of(named("odia.wide", 4)));
      assertThat(topics.check(List.of(named("odia.wide", 2)))).isEmpty();
    }
  }

  private static TopicSpec named(String name, int partitions) {
    return new TopicSpec(name, "", "", "", "", null, partitions, (short) 1, Map.of(), null);
  }

  @Test
  void partitionsCannotBeTakenAwayAndThatIsSaid() {
    try (Admin admin = admin()) {
      TopicAdmin topics = new TopicAdmin(admin);
      topics.apply(List.of(TOPIC));
      List<TopicAdmin.Drift> drifts = topics.check(List.of(changed(1, Map.of())));

      assertThat(drifts).hasSize(1).noneMatch(TopicAdmin.Drift::mendable);
      assertThat(drifts.get(0).what()).contains("cannot take any away");
      assertThat(topics.apply(List.of(changed(1, Map.of())))).isEmpty();
    }
  }

  @Test
  void everyShippedTopicCanBeMade() {
    try (Admin admin = admin()) {
      TopicAdmin topics = new TopicAdmin(admin);
      topics.apply(TopicSpec.shipped());

      assertThat(topics.check(TopicSpec.shipped())).isEmpty();
      assertThat(TopicSpec.in(Path.of("topics")))
          .containsExactlyInAnyOrderElementsOf(TopicSpec.shipped());
    }
  }
}
