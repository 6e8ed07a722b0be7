package odia.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MixHistoryTest {

  private final MovedClock clock = new MovedClock();
  private final MixHistory history = new MixHistory(clock);

  private void label(String label, Duration ago) {
    history.label(label, clock.instant().minus(ago));
  }

  @Test
  void theLastHourIsNow() {
    label("a", Duration.ZERO);
    label("a", Duration.ofMinutes(59));
    label("b", Duration.ofMinutes(60));
    assertThat(history.now().counts()).isEqualTo(Map.of("a", 2));
    clock.move(Duration.ofMinutes(1));
    assertThat(history.now().counts()).isEqualTo(Map.of("a", 1));
    clock.move(Duration.ofMinutes(59));
    assertThat(history.now()).isEqualTo(Mix.NONE);
  }

  @Test
  void minutesAreOldestFirstAndBeginAtTheirBeginning() {
    clock.seconds(59);
    label("a", Duration.ZERO);
    label("b", Duration.ofMinutes(2));
    label("b", Duration.ofMinutes(2));
    long at = Seen.AT.getEpochSecond();
    assertThat(history.minutes())
        .isEqualTo(
            List.of(
                new MixHistory.Minute(at - 120, Map.of("b", 2)),
                new MixHistory.Minute(at, Map.of("a", 1))));
  }

  @Test
  void theWeekLeavesOutThisHourAndTheOneBefore() {
    clock.move(Duration.ofMinutes(30));
    label("now", Duration.ofMinutes(30));
    label("just now", Duration.ofMinutes(31));
    label("just now", Duration.ofMinutes(90));
    label("before", Duration.ofMinutes(91));
    assertThat(history.week().counts()).isEqualTo(Map.of("before", 1));
    clock.move(Duration.ofHours(1));
    assertThat(history.week().counts()).isEqualTo(Map.of("before", 1, "just now", 2));
  }

  @Test
  void afterAWeekAnHourIsForgotten() {
    label("a", Duration.ofHours(167));
    label("b", Duration.ofHours(168));
    label("b", Duration.ofDays(300));
    assertThat(history.week().counts()).isEqualTo(Map.of("a", 1));
    clock.move(Duration.ofHours(1));
    assertThat(history.week()).isEqualTo(Mix.NONE);
  }

  @Test
  void aLabelOfAClockThatIsAheadIsOfNow() {
    history.label("a", clock.instant().plusSeconds(90));
    history.label("a", Instant.MAX);
    assertThat(history.now().counts()).isEqualTo(Map.of("a", 2));
    assertThat(history.minutes()).hasSize(1);
  }

  @Test
  void aLabelOfTheBeginningOfTimeIsForgotten() {
    history.label("a", Instant.MIN);
    history.label("a", Instant.EPOCH);
    assertThat(history.now()).isEqualTo(Mix.NONE);
    assertThat(history.week()).isEqualTo(Mix.NONE);
  }

  @Test
  void thousandsOfDifferentLabelsStaySmallAndAreAllCounted() {
    for (int i = 0; i < 10_000; i++) {
      label("l" + i, Duration.ZERO);
    }
    label("l0", Duration.ZERO);
    assertThat(history.now().counts()).hasSize(MixHistory.MOST_LABELS + 1);
    assertThat(history.now().total()).isEqualTo(10_001);
    assertThat(history.now().counts()).containsEntry("l0", 2);
    assertThat(history.now().counts())
        .containsEntry(MixHistory.OTHERS, 10_000 - MixHistory.MOST_LABELS);
  }

  @Test
  void theLastHourIsComparedWithTrainingAndWeek() {
    for (int i = 0; i < 200; i++) {
      label(i % 2 == 0 ? "a" : "b", Duration.ofHours(5));
      label("a", Duration.ZERO);
    }
    List<Drift> drift = history.drift(new Mix(Map.of("a", 1_000)));
    assertThat(drift).extracting(Drift::from).containsExactly("training", "week");
    assertThat(drift).extracting(Drift::flagged).containsExactly(false, true);
  }
}
