package odia.follow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import odia.event.Classification;
import odia.event.Json;
import odia.event.Topic;
import odia.monitor.MixHistory;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A few labels of every hour of the last week, so that a dashboard that was just started knows what
 * is usual. Hours count alike, however many labels they had: it is shares that are compared.
 */
final class WeekSample {

  private static final int HOURS = 7 * 24;
  private static final int EACH = 30;
  private static final Duration POLL = Duration.ofSeconds(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final MixHistory mix;

  private WeekSample(KafkaConsumer<byte[], byte[]> consumer, MixHistory mix) {
    this.consumer = consumer;
    this.mix = mix;
  }

  /**
   * Reads it, in a second or two.
   *
   * @param ended stops it when it says so
   */
  static void read(Map<String, Object> client, MixHistory mix, Clock clock, BooleanSupplier ended) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, EACH);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 64 << 10);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> made = new KafkaConsumer<>(settings, bytes, bytes)) {
      new WeekSample(made, mix).read(clock.instant(), ended);
    }
  }

  private void read(Instant now, BooleanSupplier ended) {
    List<TopicPartition> all =
        consumer.partitionsFor(Topic.LABELS.name()).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(all);
    consumer.pause(all);
    Map<TopicPartition, Long> read = new HashMap<>();
    // The newest hours are left to the follower, which reads all of them that it shows.
    for (int hour = HOURS - 1; hour > 1 && !ended.getAsBoolean(); hour--) {
      for (TopicPartition partition : all) {
        sample(partition, now.minus(Duration.ofHours(hour)), read);
      }
    }
  }

  private void sample(TopicPartition partition, Instant since, Map<TopicPartition, Long> read) {
    OffsetAndTimestamp first =
        consumer.offsetsForTimes(Map.of(partition, since.toEpochMilli())).get(partition);
    boolean inHour =
        first != null && first.timestamp() < since.plus(Duration.ofHours(1)).toEpochMilli();
    if (!inHour) {
      return;
    }
    consumer.seek(partition, Math.max(first.offset(), read.getOrDefault(partition, 0L)));
    consumer.resume(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    for (int taken = 0; taken < EACH && consumer.position(partition) < end; ) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        note(record, since);
        taken++;
      }
    }
    consumer.pause(List.of(partition));
    read.put(partition, consumer.position(partition));
  }

  private void note(ConsumerRecord<byte[], byte[]> record, Instant since) {
    Classification label = Json.read(record.value(), Classification.class);
    if (isOf(label, since)) {
      mix.label(label.label(), label.classifiedAt());
    }
  }

  /** Not one that was given much later, to an old document. */
  private static boolean isOf(Classification label, Instant hour) {
    return label != null
        && label.label() != null
        && label.classifiedAt() != null
        && label.classifiedAt().isBefore(hour.plus(Duration.ofHours(1)));
  }
}
