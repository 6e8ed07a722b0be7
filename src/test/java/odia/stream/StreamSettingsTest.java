package odia.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import odia.registry.SigningKeys;
import org.junit.jupiter.api.Test;

class StreamSettingsTest {

  private static Properties with(Map<String, Object> client) {
    return new StreamSettings(
            "kafka:9092",
            "odia",
            2,
            Duration.ofMillis(100),
            Path.of("state"),
            client,
            SigningKeys.NONE,
            StreamSettings.Corrections.STANDARD)
        .properties();
  }

  @Test
  void aUserMayTradeSafetyOfPausesForSpeed() {
    assertThat(with(Map.of())).containsEntry("session.timeout.ms", 10_000);
    assertThat(with(Map.of("session.timeout.ms", "6000", "num.standby.replicas", "1")))
        .containsEntry("session.timeout.ms", "6000")
        .containsEntry("num.standby.replicas", "1");
  }

  @Test
  void nobodyMaySetAwayWhatTheGuaranteeRestsOn() {
    Map<String, Object> rash =
        Map.of(
            "processing.guarantee", "at_least_once",
            "auto.offset.reset", "latest",
            "max.request.size", "1000",
            "max.partition.fetch.bytes", "1000",
            "topic.max.message.bytes", "1000");
    assertThat(with(rash)).containsAllEntriesOf(with(Map.of()));
  }
}
