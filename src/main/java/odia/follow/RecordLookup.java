package odia.follow;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import odia.monitor.Sighting.Place;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads single records by their place. Thread-safe: one at a time. */
public final class RecordLookup implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int REQUEST_MILLIS = 4_000;

  private final Map<String, Object> client;
  private KafkaConsumer<byte[], byte[]> consumer; // made when it is first needed

  /**
   * @param client settings of a Kafka client, bootstrap servers among them
   */
  public RecordLookup(Map<String, Object> client) {
    this.client = new HashMap<>(client);
    this.client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    this.client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"); // there is no such offset
    this.client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    this.client.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 64 << 10); // of one at least
    this.client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    this.client.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
  }

  /**
   * The record at a place, or null where there is none (any more).
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
   */
  public synchronized ConsumerRecord<byte[], byte[]> find(String topic, Place place) {
    if (consumer == null) {
      ByteArrayDeserializer bytes = new ByteArrayDeserializer();
      consumer = new KafkaConsumer<>(client, bytes, bytes);
    }
    TopicPartition partition = new TopicPartition(topic, place.partition());
    boolean sensible = place.partition() >= 0 && place.offset() >= 0;
    if (!sensible || consumer.partitionsFor(topic).size() <= place.partition()) {
      return null;
    }
    consumer.assign(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    return place.offset() < end ? read(partition, place.offset()) : null;
  }

  private ConsumerRecord<byte[], byte[]> read(TopicPartition partition, long offset) {
    consumer.seek(partition, offset);
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        return record.offset() == offset ? record : null;
      }
      if (consumer.position(partition) > offset) {
        return null; // gone, or the marker of a transaction
      }
    }
    throw new TimeoutException("no record of %s in %d s".formatted(partition, LONGEST.toSeconds()));
  }

  @Override
  public synchronized void close() {
    if (consumer != null) {
      consumer.close();
    }
  }
}
