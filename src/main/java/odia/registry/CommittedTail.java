package odia.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed records of a topic's one partition, from an offset on; outside any group. */
final class CommittedTail implements AutoCloseable {

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

  long position() {
    return consumer.position(partition);
  }

  /** Where what is committed now ends. */
  long end() {
    return consumer.endOffsets(List.of(partition)).get(partition);
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
