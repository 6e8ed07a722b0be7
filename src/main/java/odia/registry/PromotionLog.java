package odia.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import odia.event.Json;
import odia.event.Promotion;
import odia.event.Topic;
import odia.registry.History.Entry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the log of promotions from its beginning. For one thread, {@link #wakeup} apart. */
public final class PromotionLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PromotionLog.class);

  private final CommittedTail tail;
  private History history = History.NONE;

  /**
   * @param client settings of a Kafka client, bootstrap servers among them
   */
  public PromotionLog(Map<String, Object> client) {
    tail = new CommittedTail(client, Topic.PROMOTIONS.name());
  }

  /** What has been read so far. */
  public History history() {
    return history;
  }

  /**
   * Reads on.
   *
   * @return whether there was anything new
   */
  public boolean poll(Duration atMost) {
    return note(tail.poll(atMost));
  }

  /** Whether there was a promotion among them. */
  private boolean note(List<ConsumerRecord<byte[], byte[]>> records) {
    List<Entry> read = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Promotion promotion = read(record.value());
      if (promotion != null) {
        read.add(new Entry(record.offset(), promotion));
      } else {
        LOG.warn("Record {} of {} is no promotion; left out", record.offset(), record.topic());
      }
    }
    history = read.isEmpty() ? history : history.with(read);
    return !read.isEmpty();
  }

  /** A line of the log, or null where the bytes are none. */
  public static Promotion read(byte[] value) {
    Promotion promotion = Json.read(value, Promotion.class);
    return isSound(promotion) ? promotion : null;
  }

  private static boolean isSound(Promotion promotion) {
    return promotion != null
        && promotion.kind() != null
        && promotion.by() != null
        && promotion.at() != null
        && (promotion.version() != null || !promotion.crowns());
  }

  /**
   * Reads up to what is there now.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException if Kafka does not answer; call it again
   */
  public History readToEnd() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try {
      tail.readToEnd(records::add);
    } finally {
      note(records);
    }
    return history;
  }

  /** Ends a poll that another thread waits in, by an exception there. */
  public void wakeup() {
    tail.wakeup();
  }

  @Override
  public void close() {
    tail.close();
  }
}
