package odia.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HangingTransactionsIT {

  private static final String TOPIC = "odia.some";

  @TempDir private Path folder;
  private EmbeddedBroker broker;

  @AfterEach
  void stop() {
    broker.close();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private void start() {
    broker = new EmbeddedBroker(0, data());
    broker.start();
  }

  private Map<String, Object> client() {
    return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private KafkaProducer<String, String> producer(String transactionalId) {
    return producer(transactionalId, 60_000);
  }

  private KafkaProducer<String, String> producer(String transactionalId, int timeoutMillis) {
    Map<String, Object> settings = client();
    settings.put("transactional.id", transactionalId);
    settings.put("transaction.timeout.ms", timeoutMillis);
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(TOPIC, 0, transactionalId, transactionalId));
    producer.flush();
    return producer;
  }

  private void makeTopic() {
    try (Admin admin = Admin.create(client())) {
      new TopicAdmin(admin)
          .apply(List.of(new TopicSpec(TOPIC, "", "", "", "", null, 1, (short) 1, Map.of(), null)));
    }
  }

  /**
   * Stops the broker with a transaction open, and starts it with coordinators that know of none.
   */
  private void restartWithATransactionForgotten() throws IOException {
    start();
    makeTopic();
    KafkaProducer<String, String> open = producer("left-open", 2_000);
    broker.close();
    open.close(Duration.ZERO);
    try (DirectoryStream<Path> known = Files.newDirectoryStream(data(), "__transaction_state*")) {
      for (Path one : known) {
        Utils.delete(one.toFile());
      }
    }
    start();
  }

  private String firstCommitted() {
    Map<String, Object> settings = client();
    settings.put("isolation.level", "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> consumer.poll(Duration.ofMillis(200)), records -> !records.isEmpty())
          .iterator()
          .next()
          .value();
    }
  }

  @Test
  void aBrokerThatComesBackEndsWhatItsCoordinatorsHaveForgotten() throws Exception {
    restartWithATransactionForgotten();
    try (KafkaProducer<String, String> producer = producer("later")) {
      producer.commitTransaction();
    }
    assertThat(firstCommitted()).isEqualTo("later");
  }

  @Test
  void aTransactionThatIsUnderWayIsLeftAlone() throws Exception {
    start();
    makeTopic();
    try (KafkaProducer<String, String> producer = producer("under-way");
        Admin admin = Admin.create(client())) {
      assertThat(admin.listTransactions().all().get())
          .allMatch(transaction -> transaction.state() == TransactionState.ONGOING);
      assertThat(new HangingTransactions(admin).abort()).isEmpty();
      producer.commitTransaction();
    }
    assertThat(firstCommitted()).isEqualTo("under-way");
  }
}
