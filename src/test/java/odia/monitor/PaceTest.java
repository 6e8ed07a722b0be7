package odia.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final MovedClock clock = new MovedClock();
  private final Pace pace = new Pace(clock);

  private void labels(int count, long millis) {
    for (int i = 0; i < count; i++) {
      pace.label(millis);
    }
  }

  private void eachSecond(int seconds, int count) {
    for (int i = 0; i < seconds; i++) {
      labels(count, 10);
      clock.seconds(1);
    }
  }

  @Test
  void theRateIsThatOfTheLastWholeSeconds() {
    eachSecond(10, 7);
    assertThat(pace.labelsPerSecond()).isEqualTo(7);
    labels(1_000, 10); // of a second that has only begun
    assertThat(pace.labelsPerSecond()).isEqualTo(7);
  }

  @Test
  void theRateFallsToNothingWhenNothingComes() {
    eachSecond(10, 10);
    clock.seconds(3);
    assertThat(pace.labelsPerSecond()).isEqualTo(4);
    clock.seconds(3);
    assertThat(pace.labelsPerSecond()).isZero();
    clock.seconds(6 * 1_000); // the same places of whatever it is kept in
    assertThat(pace.labelsPerSecond()).isZero();
  }

  @Test
  void nothingIsKnownBeforeTheFirstLabel() {
    assertThat(pace.labelsPerSecond()).isZero();
    assertThat(pace.latency()).isNull();
    assertThat(pace.history()).hasSize(1);
  }

  @Test
  void percentilesAreOfTheLastMinute() {
    for (int i = 1; i <= 100; i++) {
      pace.label((long) i);
    }
    assertThat(pace.latency().p50()).isCloseTo(50, within(1.0));
    assertThat(pace.latency().p95()).isCloseTo(95, within(1.0));
    assertThat(pace.latency().p99()).isCloseTo(99, within(1.0));
    clock.seconds(59);
    labels(1, 1_000);
    assertThat(pace.latency().p50()).isCloseTo(51, within(1.0));
    clock.seconds(12);
    assertThat(pace.latency().p50()).isCloseTo(1_000, within(10.0));
    clock.seconds(70);
    assertThat(pace.latency()).isNull();
  }

  @Test
  void latenciesBeyondAllBoundsAreCounted() {
    pace.label(Long.MAX_VALUE);
    pace.label(-5L);
    pace.label(null);
    assertThat(pace.latency().p50()).isZero();
    assertThat(pace.latency().p99()).isCloseTo(3_600_000, within(36_000.0));
    clock.seconds(1);
    assertThat(pace.labelsPerSecond()).isEqualTo(0.6);
  }

  @Test
  void theHistoryHasNoHoles() {
    labels(20, 10);
    clock.seconds(45);
    labels(10, 30);
    List<Pace.Step> steps = pace.history();
    assertThat(steps)
        .extracting(s -> s.at() - Seen.AT.getEpochSecond())
        .containsExactly(0L, 10L, 20L, 30L, 40L);
    assertThat(steps)
        .extracting(Pace.Step::labelsPerSecond)
        .containsExactly(2.0, 0.0, 0.0, 0.0, 2.0);
    assertThat(steps.get(1).latency()).isNull();
    assertThat(steps.get(0).latency().p50()).isEqualTo(10);
  }

  @Test
  void aStepThatHasOnlyBegunShowsItsRateSoFar() {
    eachSecond(14, 5);
    assertThat(pace.history()).extracting(Pace.Step::labelsPerSecond).containsExactly(5.0, 5.0);
  }

  @Test
  void theHistoryEndsNow() {
    labels(1, 10);
    clock.seconds(30);
    assertThat(pace.history()).hasSize(4);
  }

  @Test
  void theHistoryIsAnHour() {
    for (int i = 0; i < 1_000; i++) {
      labels(1, 10);
      clock.seconds(10);
    }
    assertThat(pace.history()).hasSize(360);
    clock.seconds(10_000);
    assertThat(pace.history()).hasSize(1);
  }

  @Test
  void lagIsTheLatestOfItsStep() {
    pace.lag(7L);
    pace.lag(9L);
    clock.seconds(10);
    pace.lag(null);
    clock.seconds(20);
    assertThat(pace.history()).extracting(Pace.Step::lag).containsExactly(9L, null, null, null);
  }

  @Test
  void aClockThatIsSetBackDoesNoHarm() {
    eachSecond(20, 5);
    clock.move(Duration.ofHours(-2));
    assertThat(pace.labelsPerSecond()).isZero();
    eachSecond(10, 3);
    assertThat(pace.labelsPerSecond()).isEqualTo(3);
    assertThat(pace.latency()).isNotNull();
    assertThat(pace.history()).extracting(Pace.Step::labelsPerSecond).startsWith(3.0);
  }

  @Test
  void aClockBeforeAllTimesDoesNoHarm() {
    MovedClock wrong = new MovedClock(Instant.ofEpochSecond(-7));
    Pace early = new Pace(wrong);
    early.label(3L);
    wrong.seconds(1);
    assertThat(early.labelsPerSecond()).isEqualTo(0.2);
    assertThat(early.history()).hasSize(1);
  }
}
