package odia.backup;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import odia.backup.Import.Count;
import odia.backup.Present.Verdict;
import odia.event.Topic;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Sends a backup's records in one transaction, and knows where they went. For one thread. */
final class Sending implements BackupReader.Taker {

  /** Of one partition. */
  private static final class Sent {
    private Future<RecordMetadata> first;
    private Future<RecordMetadata> last;
    private Future<RecordMetadata> lastLearned; // null where no verdict covers any
    private long count;
  }

  private final Producer<byte[], byte[]> producer;
  private final Present present;
  private final Map<Integer, Long> learned;
  private final NewOffsets history = new NewOffsets();
  private final Map<TopicPartition, Sent> sent = new HashMap<>();
  private final Map<String, EnumMap<Verdict, Long>> counts = new LinkedHashMap<>();

  Sending(Producer<byte[], byte[]> producer, Present present, Preface preface) {
    this.producer = producer;
    this.present = present;
    this.learned = preface.topics().get(Topic.EXAMPLES.name()).learned();
    Contents.TOPICS.forEach(topic -> counts.put(topic, new EnumMap<>(Verdict.class)));
  }

  void begin() {
    present.begin();
    producer.beginTransaction();
  }

  @Override
  public void record(SavedRecord record) {
    Verdict verdict = present.of(record);
    counts.get(record.topic()).merge(verdict, 1L, Long::sum);
    boolean line = record.topic().equals(Topic.PROMOTIONS.name());
    if (verdict == Verdict.WRITE) {
      Future<RecordMetadata> future = send(line ? history.moved(record) : record);
      if (line) {
        history.put(record.offset(), offset(future));
      }
    } else if (line && verdict == Verdict.THERE) {
      history.put(record.offset(), present.offsetOfLine());
    }
  }

  private Future<RecordMetadata> send(SavedRecord record) {
    Future<RecordMetadata> future =
        producer.send(
            new ProducerRecord<>(
                record.topic(),
                record.partition(),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers()));
    TopicPartition place = new TopicPartition(record.topic(), record.partition());
    Sent there = sent.computeIfAbsent(place, p -> new Sent());
    there.first = there.first == null ? future : there.first;
    there.last = future;
    there.count++;
    boolean example = record.topic().equals(Topic.EXAMPLES.name());
    if (example && record.offset() < learned.getOrDefault(record.partition(), 0L)) {
      there.lastLearned = future;
    }
    return future;
  }

  private static long offset(Future<RecordMetadata> sent) {
    try {
      return sent.get().offset();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new BackupException(
          "Kafka did not take a record, so none was restored: " + e.getCause().getMessage(), e);
    }
  }

  /**
   * Waits until all is there.
   *
   * @throws BackupException if somebody wrote into the midst of it
   */
  void flush() {
    producer.flush();
    sent.forEach(
        (place, there) -> {
          if (offset(there.last) - offset(there.first) + 1 != there.count) {
            throw new BackupException(
                "Somebody else wrote to %s meanwhile, so nothing was restored; stop classifiers and learners, and try again"
                    .formatted(place.topic()));
          }
        });
  }

  /**
   * Makes it seen.
   *
   * @param learner of the group that goes on where it was; null for none
   */
  void commit(ConsumerGroupMetadata learner) {
    Map<TopicPartition, OffsetAndMetadata> progress = new HashMap<>();
    sent.forEach(
        (place, there) -> {
          if (there.lastLearned != null) {
            progress.put(place, new OffsetAndMetadata(offset(there.lastLearned) + 1));
          }
        });
    if (learner != null && !progress.isEmpty()) {
      producer.sendOffsetsToTransaction(progress, learner);
    }
    producer.commitTransaction();
  }

  void abort(RuntimeException why) {
    try {
      producer.abortTransaction();
    } catch (KafkaException | IllegalStateException e) {
      why.addSuppressed(e); // fenced, or Kafka is away: it aborts by itself
    }
  }

  /** A line of the history as it was sent. */
  SavedRecord moved(SavedRecord record) {
    return record.topic().equals(Topic.PROMOTIONS.name()) ? history.moved(record) : record;
  }

  /** Where the first record of a partition went; negative where none did. */
  long first(TopicPartition place) {
    Sent there = sent.get(place);
    return there == null ? -1 : offset(there.first);
  }

  /** How many records went to a partition. */
  long count(TopicPartition place) {
    Sent there = sent.get(place);
    return there == null ? 0 : there.count;
  }

  Map<String, Count> counts() {
    Map<String, Count> all = new LinkedHashMap<>();
    counts.forEach(
        (topic, by) ->
            all.put(
                topic,
                new Count(
                    by.getOrDefault(Verdict.WRITE, 0L),
                    by.getOrDefault(Verdict.THERE, 0L),
                    by.getOrDefault(Verdict.LEFT_OUT, 0L))));
    return all;
  }
}
