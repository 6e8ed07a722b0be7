package odia.backup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import odia.backup.Present.Verdict;
import odia.event.Topic;
import odia.registry.CommittedTail;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares what a restore has written with what it should have, record for record. Kafka may have
 * compacted some of it away by then, but put nothing else in its place. For one thread.
 */
final class ReadBack implements AutoCloseable {

  private final Map<String, Object> client;
  private final Sending sending;
  private final Deque<ConsumerRecord<byte[], byte[]>> read = new ArrayDeque<>();
  private TopicPartition place;
  private CommittedTail tail; // of that place
  private long next; // offset of the record that is expected next
  private long end;
  private long expected;

  ReadBack(Map<String, Object> client, Sending sending) {
    this.client = client;
    this.sending = sending;
  }

  void expect(SavedRecord record, Verdict verdict) {
    if (verdict != Verdict.WRITE) {
      return;
    }
    TopicPartition here = new TopicPartition(record.topic(), record.partition());
    if (!here.equals(place)) {
      finish();
      open(here);
    }
    long offset = next++;
    expected++;
    fill(offset);
    ConsumerRecord<byte[], byte[]> found = read.peek();
    boolean gone = found == null || found.offset() > offset;
    if (gone && here.topic().equals(Topic.PROMOTIONS.name())) {
      throw different(record, offset, "is not there");
    }
    if (!gone && !SavedRecord.of(read.poll()).isLike(sending.moved(record))) {
      throw different(record, offset, "is another one there");
    }
  }

  private static BackupException different(SavedRecord record, long offset, String what) {
    return new BackupException(
        "%s was restored to offset %d and %s: is the topic as its file says? odia topics check tells"
            .formatted(record.place(), offset, what));
  }

  private void open(TopicPartition here) {
    place = here;
    next = sending.first(here);
    end = next + sending.count(here);
    expected = 0;
    tail = new CommittedTail(client, here);
    tail.seek(next);
  }

  /** Reads on until the record of an offset is there, or a later one, or there is none. */
  private void fill(long offset) {
    while (read.isEmpty() && tail.position() < end) {
      tail.readSome(read::add);
    }
    while (!read.isEmpty() && read.peek().offset() < offset) {
      read.poll();
    }
  }

  /**
   * All of the last partition was expected.
   *
   * @throws BackupException if something else was sent
   */
  void finish() {
    if (place != null && expected != sending.count(place)) {
      throw new BackupException(
          "%s has %d restored records instead of %d"
              .formatted(place, sending.count(place), expected));
    }
    close();
  }

  @Override
  public void close() {
    if (tail != null) {
      tail.close();
      tail = null;
    }
    read.clear();
    place = null;
  }
}
