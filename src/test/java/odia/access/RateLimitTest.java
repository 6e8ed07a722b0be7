package odia.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import odia.monitor.MovedClock;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private final MovedClock clock = new MovedClock();
  private final RateLimit limit = new RateLimit(2, 5, clock);

  private int taken(String who, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += limit.secondsToWait(who) == 0 ? 1 : 0;
    }
    return taken;
  }

  @Test
  void aFewAtOnceAreTaken() {
    assertThat(taken("asha", 20)).isEqualTo(5);
    assertThat(limit.secondsToWait("asha")).isEqualTo(1);
  }

  @Test
  void thenSoManyASecond() {
    taken("asha", 20);
    clock.seconds(1);
    assertThat(taken("asha", 20)).isEqualTo(2);
    clock.move(Duration.ofMillis(500));
    assertThat(taken("asha", 20)).isEqualTo(1);
  }

  @Test
  void nobodySavesUpMoreThanAFew() {
    clock.seconds(1_000);
    taken("asha", 1);
    clock.seconds(1_000);
    assertThat(taken("asha", 20)).isEqualTo(5);
  }

  @Test
  void everybodyHasTheirOwn() {
    taken("asha", 20);
    assertThat(taken("bina", 20)).isEqualTo(5);
  }

  @Test
  void theWaitIsAsLongAsItSays() {
    RateLimit slow = new RateLimit(0.1, 1, clock);
    assertThat(slow.secondsToWait("asha")).isZero();
    assertThat(slow.secondsToWait("asha")).isEqualTo(10);
    clock.seconds(9);
    assertThat(slow.secondsToWait("asha")).isEqualTo(1);
    clock.seconds(1);
    assertThat(slow.secondsToWait("asha")).isZero();
  }

  @Test
  void aClockThatIsSetBackLocksNobodyOut() {
    taken("asha", 5);
    clock.move(Duration.ofHours(-1));
    assertThat(limit.secondsToWait("asha")).isEqualTo(1);
    clock.seconds(1);
    assertThat(taken("asha", 20)).isEqualTo(2);
  }

  @Test
  void whoAskedLongestAgoIsForgottenFirst() {
    taken("asha", 20);
    taken("bina", 20);
    for (int i = 0; i < 10_000; i++) {
      limit.secondsToWait("stranger-" + i);
      if (i % 1_000 == 0) {
        assertThat(limit.secondsToWait("bina")).isPositive();
      }
    }
    assertThat(limit.secondsToWait("bina")).isPositive();
    assertThat(limit.secondsToWait("asha")).isZero(); // as if for the first time
  }
}
