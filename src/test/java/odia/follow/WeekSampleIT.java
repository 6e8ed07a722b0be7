package odia.follow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import odia.event.Classification;
import odia.event.Json;
import odia.event.Topic;
import odia.monitor.MixHistory;
import odia.registry.TestRegistry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeekSampleIT {

  private static final Instant NOW = Instant.now();

  @TempDir private static Path folder;

  private static void put(KafkaProducer<byte[], byte[]> producer, String label, Duration ago) {
    Instant at = NOW.minus(ago);
    Classification value =
        new Classification(
            "d", label, 0.9, Map.of(label, 0.9), false, false, 1, 1, "v", "f", null, at, at);
    producer.send(
        new ProducerRecord<>(
            Topic.LABELS.name(), 0, at.toEpochMilli(), "d".getBytes(UTF_8), Json.bytes(value)));
  }

  @Test
  void everyHourOfTheWeekIsSampledAndNoneMoreThanOnce() {
    MixHistory mix = new MixHistory(Clock.systemUTC());
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (TestRegistry registry = new TestRegistry(folder)) {
      try (var producer = new KafkaProducer<>(registry.client(), bytes, bytes)) {
        put(producer, "old", Duration.ofDays(8));
        for (int i = 0; i < 500; i++) {
          put(producer, "sports", Duration.ofHours(60).minusSeconds(i));
        }
        put(producer, "politics", Duration.ofHours(30));
        put(producer, "now", Duration.ofMinutes(5));
      }
      WeekSample.read(registry.client(), mix, Clock.systemUTC(), () -> false);
    }
    assertThat(mix.week().counts()).containsOnlyKeys("sports", "politics");
    assertThat(mix.week().counts()).containsEntry("politics", 1);
    assertThat(mix.week().counts().get("sports")).isBetween(20, 60);
    assertThat(mix.now().counts()).isEmpty();
  }
}
