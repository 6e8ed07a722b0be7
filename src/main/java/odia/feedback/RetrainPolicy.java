package odia.feedback;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When to train a challenger; pure. On command at once; else after so many new corrections, or
 * after so long with at least one, but not in quiet hours and not right after the last verdict.
 *
 * @param corrections new ones that are enough, 1 or more
 * @param after how long a single new one waits at most
 * @param pause shortest time between a verdict and the next training
 * @param quiet hours in which nothing is trained but on command
 */
public record RetrainPolicy(int corrections, Duration after, Duration pause, QuietHours quiet) {

  /**
   * A time of every day.
   *
   * @param from inclusive; equal to {@code to} for none at all
   * @param to exclusive, the next day where it is earlier
   */
  public record QuietHours(LocalTime from, LocalTime to) {

    public static final QuietHours NONE = new QuietHours(LocalTime.MIN, LocalTime.MIN);

    boolean contains(LocalTime time) {
      return from.isBefore(to)
          ? !time.isBefore(from) && time.isBefore(to)
          : !from.equals(to) && (!time.isBefore(from) || time.isBefore(to));
    }
  }

  /**
   * How things stand.
   *
   * @param fresh corrections and withdrawals that no verdict covers, counted after screening
   * @param oldestFresh when Kafka had the first of them; null where there is none
   * @param lastVerdict when the last training ended; null where none ever did
   * @param requested whether an operator wants a challenger
   * @param training whether one is being trained
   */
  public record Situation(
      int fresh, Instant oldestFresh, Instant lastVerdict, boolean requested, boolean training) {}

  /**
   * @param reason in words, whichever it is
   */
  public record Decision(boolean train, String reason) {}

  /**
   * @param zone decides what time of day it is
   */
  public Decision decide(Situation situation, Instant now, ZoneId zone) {
    if (situation.training) {
      return wait("a challenger is being trained");
    }
    if (situation.requested) {
      return train("an operator wants a challenger");
    }
    if (situation.fresh == 0) {
      return wait("no new corrections");
    }
    if (quiet.contains(now.atZone(zone).toLocalTime())) {
      return wait("quiet hours, %s to %s".formatted(quiet.from, quiet.to));
    }
    if (situation.lastVerdict != null && now.isBefore(situation.lastVerdict.plus(pause))) {
      return wait("pause until " + situation.lastVerdict.plus(pause));
    }
    if (situation.fresh >= corrections) {
      return train(situation.fresh + " new corrections");
    }
    if (!now.isBefore(situation.oldestFresh.plus(after))) {
      return train("a correction has waited since " + situation.oldestFresh);
    }
    return wait("%d of %d new corrections".formatted(situation.fresh, corrections));
  }

  private static Decision train(String reason) {
    return new Decision(true, reason);
  }

  private static Decision wait(String reason) {
    return new Decision(false, reason);
  }
}
