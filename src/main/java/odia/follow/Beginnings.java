package odia.follow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import odia.event.Topic;
import odia.monitor.View;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Where a follower begins to read: a little of what was, and all that comes. */
final class Beginnings {

  private static final int FEW = 500;

  private final Map<TopicPartition, Long> live = new HashMap<>();

  /** Whether a partition is read already. */
  boolean has(TopicPartition partition) {
    return live.containsKey(partition);
  }

  /** Whether a record came after the follower had begun. */
  boolean isLive(ConsumerRecord<?, ?> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    return record.offset() >= live.getOrDefault(partition, 0L);
  }

  /**
   * Goes on where it was in partitions that were read before, perhaps by another consumer.
   *
   * @param positions how far they were read
   */
  void resume(Consumer<?, ?> consumer, Map<TopicPartition, Long> positions) {
    Map<TopicPartition, Long> known = new HashMap<>(positions);
    known.keySet().retainAll(consumer.assignment());
    known.forEach(consumer::seek);
  }

  /**
   * Goes to where to begin in partitions that were not read so far.
   *
   * @param kept labels to show from before
   */
  void seek(Consumer<?, ?> consumer, List<TopicPartition> partitions, int kept, View view) {
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    live.putAll(ends);
    for (TopicPartition partition : partitions) {
      long ofTopic = partitions.stream().filter(p -> p.topic().equals(partition.topic())).count();
      long back = back(partition.topic(), kept) / ofTopic;
      long begin = Math.max(first.get(partition), ends.get(partition) - back);
      consumer.seek(partition, begin);
      announce(partition, begin, ends.get(partition), view);
    }
  }

  private static void announce(TopicPartition partition, long begin, long end, View view) {
    if (partition.topic().equals(Topic.LABELS.name())) {
      view.labels().beginsAt(partition.partition(), begin, end);
    } else if (partition.topic().equals(Topic.DOCUMENTS.name())) {
      synchronized (view.documents()) {
        view.documents().beginsAt(partition.partition(), end);
      }
    } else if (partition.topic().equals(Topic.CORRECTIONS.name())) {
      synchronized (view.correctionsLedger()) {
        view.correctionsLedger().beginsAt(partition.partition(), end);
      }
    }
  }

  /** How many records from before are wanted of all partitions together. */
  private static long back(String topic, int kept) {
    if (topic.equals(Topic.LABELS.name())) {
      return kept;
    }
    if (topic.equals(Topic.DOCUMENTS.name())) {
      return kept + kept / 5L; // more than the labels, some became dead letters
    }
    boolean all = topic.equals(Topic.EXAMPLES.name()) || topic.equals(Topic.INSTANCES.name());
    return all ? Long.MAX_VALUE / 2 : FEW * 6L;
  }
}
