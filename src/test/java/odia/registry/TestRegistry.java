package odia.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import odia.event.Promotion;
import odia.event.TestPromotions;
import odia.event.Topic;
import odia.ops.EmbeddedBroker;
import odia.ops.TestCluster;
import odia.ops.TopicAdmin;
import odia.ops.TopicSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Assumptions;

/**
 * A broker of our own with the shipped topics, and models on it, good ones and bad ones. With
 * {@code -Dodia.brokers=3} it is a cluster of three, and every test that begins here runs on that.
 */
public final class TestRegistry implements AutoCloseable {

  private final Path folder;
  private EmbeddedBroker broker;
  private TestCluster cluster; // in the place of the broker, where three are asked for
  private KafkaProducer<byte[], byte[]> producer; // made with the first transaction

  public TestRegistry(Path folder) {
    this.folder = folder;
    if (Integer.getInteger("odia.brokers", 1) == 3) {
      startCluster();
      return;
    }
    this.broker = new EmbeddedBroker(0, folder);
    broker.start();
    try (Admin admin = Admin.create(client())) {
      new TopicAdmin(admin).apply(TopicSpec.shipped());
    }
  }

  private void startCluster() {
    try {
      cluster = new TestCluster("127.0.0.1", Files.createDirectories(folder));
      cluster.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String bootstrapServers() {
    return cluster == null ? broker.bootstrapServers() : cluster.bootstrapServers();
  }

  public Map<String, Object> client() {
    return new HashMap<>(Map.of("bootstrap.servers", bootstrapServers()));
  }

  /** Not before what is being committed is seen. */
  public synchronized void stopBroker() {
    Assumptions.assumeTrue(cluster == null, "one of three away is no outage");
    broker.close();
  }

  /** At the same address, with what it had. */
  public void startBroker() {
    broker = new EmbeddedBroker(Integer.parseInt(bootstrapServers().split(":")[1]), folder);
    broker.start();
  }

  KafkaProducer<byte[], byte[]> producer() {
    if (producer == null) {
      producer = ModelWriter.producer(client(), "test");
    }
    return producer;
  }

  private synchronized void commit(SigningKeys keys, Consumer<ModelWriter> sending) {
    ModelWriter writer = new ModelWriter(producer(), keys, Clock.systemUTC());
    writer.inTransaction(() -> sending.accept(writer));
    try (Admin admin = Admin.create(client())) {
      await().until(() -> end(admin, READ_COMMITTED).equals(end(admin, READ_UNCOMMITTED)));
    }
  }

  /** Kafka answers a commit before its mark is in the logs; until then nobody sees what it has. */
  private static List<Long> end(Admin admin, IsolationLevel isolation)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (Topic<?> topic : List.of(Topic.MODELS, Topic.PROMOTIONS)) {
      latest.put(new TopicPartition(topic.name(), 0), OffsetSpec.latest());
    }
    ListOffsetsResult ends = admin.listOffsets(latest, new ListOffsetsOptions(isolation));
    List<Long> offsets = new ArrayList<>();
    for (TopicPartition partition : latest.keySet()) {
      offsets.add(ends.partitionResult(partition).get().offset());
    }
    return offsets;
  }

  /** What names a model before it is sent. */
  public static ModelManifest named(String version) {
    ModelManifest.Facts facts =
        new ModelManifest.Facts(Map.of("hidden", 10), List.of("a"), "print");
    return new ModelManifest(version, "parent", null, 0, 0, 0, facts, null);
  }

  public ModelManifest publish(byte[] model, String version, SigningKeys keys) {
    ModelManifest[] sent = new ModelManifest[1];
    commit(keys, writer -> sent[0] = writer.send(model, named(version)));
    return sent[0];
  }

  public ModelManifest publish(byte[] model, String version) {
    return publish(model, version, SigningKeys.NONE);
  }

  /** A model whose bytes are not there yet may be promoted too: nobody checks here. */
  public void say(Promotion promotion) {
    commit(SigningKeys.NONE, writer -> writer.send(promotion));
  }

  /** Model and promotion in one transaction, as the learner does it. */
  public void publishAndPromote(byte[] model, String version) {
    commit(
        SigningKeys.NONE,
        writer -> {
          writer.send(model, named(version));
          writer.send(TestPromotions.promoted(version, null));
        });
  }

  /** Nothing was ever promoted; models stay. */
  public void forgetPromotions() {
    TopicPartition all = new TopicPartition(Topic.PROMOTIONS.name(), 0);
    try (Admin admin = Admin.create(client())) {
      admin.deleteRecords(Map.of(all, RecordsToDelete.beforeOffset(-1))).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public void remove(ModelManifest manifest) {
    commit(SigningKeys.NONE, writer -> writer.remove(manifest));
  }

  /** One record as it is, committed at once; a null value is a tombstone. */
  public long put(Topic<?> topic, String key, byte[] value) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> plain = new KafkaProducer<>(client(), bytes, bytes)) {
      byte[] name = key == null ? null : key.getBytes(UTF_8);
      return plain.send(new ProducerRecord<>(topic.name(), 0, name, value)).get().offset();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(2));
    }
    if (cluster != null) {
      cluster.close();
    } else {
      broker.close();
    }
  }
}
