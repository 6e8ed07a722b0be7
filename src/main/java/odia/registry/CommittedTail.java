package odia.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The committed records of one partition, from an offset on; outside any group. For one thread,
 * {@link #wakeup} apart.
 */
public final class CommittedTail implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  /** As long as a consumer's own requests by default; a poll alone would wait for ever. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  private final TopicPartition partition;
  private final KafkaConsumer<byte[], byte[]> consumer;

  CommittedTail(Map<String, Object> client, String topic) {
    this(client, new TopicPartition(topic, 0));
  }

  /** From the partition's beginning on. */
  public CommittedTail(Map<String, Object> client, TopicPartition partition) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // What the offset names may have been removed since: go on from what is there.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    consumer = new KafkaConsumer<>(settings, bytes, bytes);
    this.partition = partition;
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /** From that offset on, or from the next one that is there. */
  public void seek(long offset) {
    consumer.seek(partition, offset);
  }

  public List<ConsumerRecord<byte[], byte[]>> poll(Duration atMost) {
    return consumer.poll(atMost).records(partition);
  }

  /**
   * Hands over what is committed now, from here on.
   *
   * @throws TimeoutException if Kafka does not answer; what came before it was handed over
   */
  public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    readOn(end(), each);
  }

  /** The offset after the last committed record, now. */
  public long end() {
    return consumer.endOffsets(List.of(partition)).get(partition);
  }

  /**
   * Hands over what is committed, from here on and before an offset.
   *
   * @throws TimeoutException if Kafka does not answer; what came before it was handed over
   */
  public void readTo(long end, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    readOn(
        end,
        record -> {
          if (record.offset() < end) {
            each.accept(record);
          }
        });
  }

  /**
   * Whether nothing is committed now, from here on.
   *
   * @throws TimeoutException if Kafka does not answer
   */
  public boolean isEmpty() {
    boolean[] found = new boolean[1];
    long end = end();
    readWhile(() -> !found[0] && consumer.position(partition) < end, record -> found[0] = true);
    return !found[0];
  }

  /**
   * Hands over what comes next, one record at least; nothing where only transactions' marks do.
   *
   * @throws TimeoutException if Kafka does not answer, or nothing comes
   */
  public void readSome(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    long from = consumer.position(partition);
    readWhile(() -> consumer.position(partition) == from, each);
  }

  /** Of the record that comes next. */
  public long position() {
    return consumer.position(partition);
  }

  private void readOn(long end, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    readWhile(() -> consumer.position(partition) < end, each);
  }

  private void readWhile(BooleanSupplier more, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    long at = consumer.position(partition);
    long heard = System.nanoTime();
    while (more.getAsBoolean()) {
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
