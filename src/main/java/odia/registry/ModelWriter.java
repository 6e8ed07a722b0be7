package odia.registry;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import odia.event.Json;
import odia.event.Promotion;
import odia.event.Topic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes models and promotions. The producer, and its transaction, are the caller's: what is to be
 * seen together is sent between its begin and its commit.
 */
public final class ModelWriter {

  private static final int LARGEST_REQUEST = 2 << 20;

  private final Producer<byte[], byte[]> producer;
  private final SigningKeys keys;
  private final Clock clock;

  public ModelWriter(Producer<byte[], byte[]> producer, SigningKeys keys, Clock clock) {
    this.producer = producer;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * A producer whose transactions take models; who makes a second one of the same id fences this
   * one off. Waits for what the last of that id left open.
   */
  public static KafkaProducer<byte[], byte[]> producer(Map<String, Object> client, String id) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    ByteArraySerializer bytes = new ByteArraySerializer();
    KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, bytes, bytes);
    producer.initTransactions();
    return producer;
  }

  /**
   * Sends a checkpoint's parts and then its manifest.
   *
   * @param named version, parent and facts; digest, sizes and time are filled in here
   * @return the manifest that was sent
   */
  public ModelManifest send(byte[] checkpoint, ModelManifest named) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int from = 0; from < checkpoint.length; from += ModelRecords.PART_BYTES) {
      int to = Math.min(checkpoint.length, from + ModelRecords.PART_BYTES);
      byte[] key = ModelRecords.partKey(named.version(), sent.size());
      sent.add(put(key, Arrays.copyOfRange(checkpoint, from, to)));
    }
    producer.flush();
    ModelManifest manifest =
        new ModelManifest(
            named.version(),
            named.parent(),
            ModelRecords.sha256(List.of(checkpoint)),
            checkpoint.length,
            sent.size(),
            offset(sent.get(0)),
            named.facts(),
            clock.instant());
    send(manifest);
    return manifest;
  }

  private Future<RecordMetadata> put(byte[] key, byte[] value) {
    return producer.send(new ProducerRecord<>(Topic.MODELS.name(), 0, key, value));
  }

  private void send(ModelManifest manifest) {
    byte[] value = Json.bytes(manifest);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topic.MODELS.name(), 0, ModelRecords.manifestKey(manifest.version()), value);
    byte[] signature = keys.sign(value);
    if (signature != null) {
      record.headers().add(ModelRecords.SIGNATURE, signature);
    }
    producer.send(record);
  }

  private static long offset(Future<RecordMetadata> sent) {
    try {
      return sent.get().offset();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new RegistryException("Kafka did not take a model: " + e.getCause().getMessage(), e);
    }
  }

  /** Sends tombstones for a model's parts and manifest. */
  public void remove(ModelManifest manifest) {
    int parts = Math.min(manifest.parts(), ModelRecords.MOST_BYTES / ModelRecords.PART_BYTES + 1);
    for (int part = 0; part < parts; part++) { // a manifest may claim anything
      put(ModelRecords.partKey(manifest.version(), part), null);
    }
    put(ModelRecords.manifestKey(manifest.version()), null);
  }

  /** Sends a line of the history. */
  public Future<RecordMetadata> send(Promotion promotion) {
    return producer.send(
        new ProducerRecord<>(Topic.PROMOTIONS.name(), 0, null, Json.bytes(promotion)));
  }

  /** Runs what sends in one transaction: all of it is seen, or none. */
  public void inTransaction(Runnable sending) {
    producer.beginTransaction();
    try {
      sending.run();
      producer.commitTransaction();
    } catch (RuntimeException e) {
      abort(e);
      throw e;
    }
  }

  private void abort(RuntimeException why) {
    try {
      producer.abortTransaction();
    } catch (RuntimeException e) {
      why.addSuppressed(e); // fenced, or Kafka is away: it aborts by itself
    }
  }
}
