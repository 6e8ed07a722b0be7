package odia.feedback;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import odia.event.Topic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads {@code odia.examples} as a member of the learners' group. Whoever gets the partitions reads
 * them from their beginning, since the topic is the training set; the committed offsets say which
 * part of it a verdict covers. For one thread.
 */
final class ExamplesConsumer implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> toRead = new HashMap<>();
  private TrainingSet set = new TrainingSet();
  private Set<TopicPartition> owned = Set.of();
  private long records;

  ExamplesConsumer(Map<String, Object> client, String group) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(SingleLearner.class.getName()));
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 3 << 20);
    // After kill -9 the next learner takes over when the session ends: 45 s by default is long.
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    consumer = new KafkaConsumer<>(settings, bytes, bytes);
    consumer.subscribe(List.of(Topic.EXAMPLES.name()), new Handover());
  }

  /** Begins anew with whatever is assigned now: half a training set is none. */
  private final class Handover implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
      if (!added.isEmpty()) {
        Set<TopicPartition> all = new HashSet<>(owned);
        all.addAll(added);
        begin(all);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> removed) {
      if (!removed.isEmpty()) {
        forget();
      }
    }
  }

  private void forget() {
    owned = Set.of();
    set = new TrainingSet();
    toRead.clear();
  }

  private void begin(Set<TopicPartition> partitions) {
    forget();
    owned = partitions;
    consumer.seekToBeginning(partitions);
    toRead.putAll(consumer.endOffsets(partitions));
    Map<Integer, Long> covered = new HashMap<>();
    consumer
        .committed(partitions)
        .forEach((partition, offset) -> putIf(covered, partition.partition(), offset));
    set.cover(covered);
  }

  private static void putIf(Map<Integer, Long> covered, int partition, OffsetAndMetadata offset) {
    if (offset != null) {
      covered.put(partition, offset.offset());
    }
  }

  void poll(Duration atMost) {
    consumer
        .poll(atMost)
        .forEach(
            record -> {
              set.add(record);
              records++;
            });
    toRead.keySet().removeIf(p -> consumer.position(p) >= toRead.get(p));
  }

  /** Whether this is the learner that works, and its training set is whole. */
  boolean isReady() {
    return !owned.isEmpty() && toRead.isEmpty();
  }

  boolean isStandingBy() {
    return owned.isEmpty();
  }

  TrainingSet set() {
    return set;
  }

  /** How many records were read; another number, another training set. */
  long records() {
    return records;
  }

  /** What has been read so far, as a verdict commits it. */
  Map<TopicPartition, OffsetAndMetadata> positions() {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    owned.forEach(p -> positions.put(p, new OffsetAndMetadata(consumer.position(p))));
    return positions;
  }

  /** Tells the training set that these offsets have been committed. */
  void covered(Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<Integer, Long> covered = new HashMap<>();
    offsets.forEach((partition, offset) -> covered.put(partition.partition(), offset.offset()));
    set.cover(covered);
  }

  ConsumerGroupMetadata membership() {
    return consumer.groupMetadata();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
