package odia.monitor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that tests move. */
public final class MovedClock extends Clock {

  private volatile Instant now;

  public MovedClock(Instant now) {
    this.now = now;
  }

  /** Starts at a full hour. */
  public MovedClock() {
    this(Instant.parse("2026-01-31T10:00:00Z"));
  }

  public void move(Duration by) {
    now = now.plus(by);
  }

  public void seconds(long seconds) {
    move(Duration.ofSeconds(seconds));
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
