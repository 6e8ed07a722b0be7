package odia.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed records of a topic's one partition, from an offset on; outside any group. */
final class CommittedTail implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  /** As long as a consumer's own requests by default; a poll alone would wait for ever. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  private final TopicPartition partition;
  private final KafkaConsumer<byte[], byte[]> consumer;

  CommittedTail(Map<String, Object> client, String topic) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // What the offset names may have been removed since: go on from what is there.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    consumer = new KafkaConsumer<>(settings, bytes, bytes);
    partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  void seek(long offset) {
    consumer.seek(partition, offset);
  }

  List<ConsumerRecord<byte[], byte[]>> poll(Duration atMost) {
    return consumer.poll(atMost).records(partition);
  }

  /**
   * Hands over what is committed now, from here on.
   *
   * @throws TimeoutException if Kafka does not answer; what came before it was handed over
   */
  void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    long heard = System.nanoTime();
    for (long at = consumer.position(partition); at < end; ) {
      poll(POLL).forEach(each);
      long now = consumer.position(partition);
      if (now != at) {
        at = now;
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard > LONGEST_SILENCE.toNanos()) {
        throw new TimeoutException(
            "no record of %s for %d s".formatted(partition.topic(), LONGEST_SILENCE.toSeconds()));
      }
    }
  }

  /** Ends a poll that another thread waits in. */
  void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
