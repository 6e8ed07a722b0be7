package odia.monitor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How often each label was given, by minute for the last hour and by hour for the last week.
 * Thread-safe.
 */
public final class MixHistory {

  private static final long MINUTES = 60;
  private static final long HOURS = Duration.ofDays(7).toHours();

  /** Labels a minute or an hour tells apart; a model has tens. */
  static final int MOST_LABELS = 500;

  /** The further ones. */
  static final String OTHERS = "…";

  /**
   * One minute.
   *
   * @param at its beginning, seconds since 1970
   */
  public record Minute(long at, Map<String, Integer> counts) {}

  private final Clock clock;
  private final NavigableMap<Long, Map<String, Integer>> minutes = new TreeMap<>();
  private final NavigableMap<Long, Map<String, Integer>> hours = new TreeMap<>();

  public MixHistory(Clock clock) {
    this.clock = clock;
  }

  /** A label that was given at some time, perhaps long ago; by a clock ahead of ours it is now. */
  public synchronized void label(String label, Instant at) {
    long now = minute();
    long minute = Math.min(now, at.getEpochSecond() / 60);
    hours.headMap(now / 60 - HOURS, true).clear();
    minutes.headMap(now - MINUTES, true).clear();
    if (minute / 60 > now / 60 - HOURS) {
      count(hours, minute / 60, label);
    }
    if (minute > now - MINUTES) {
      count(minutes, minute, label);
    }
  }

  private static void count(
      NavigableMap<Long, Map<String, Integer>> parts, long part, String label) {
    Map<String, Integer> counts = parts.computeIfAbsent(part, p -> new TreeMap<>());
    boolean known = counts.size() < MOST_LABELS || counts.containsKey(label);
    counts.merge(known ? label : OTHERS, 1, Integer::sum);
  }

  private long minute() {
    return clock.instant().getEpochSecond() / 60;
  }

  /** Of the last hour. */
  public synchronized Mix now() {
    return sum(minutes.tailMap(minute() - MINUTES, false));
  }

  /** Of the last week, this hour and the one before apart: what is new must not hide itself. */
  public synchronized Mix week() {
    long hour = minute() / 60;
    return sum(hours.subMap(hour - HOURS, false, hour - 1, false));
  }

  private static Mix sum(Map<Long, Map<String, Integer>> parts) {
    return parts.values().stream().map(Mix::new).reduce(Mix.NONE, Mix::plus);
  }

  /** The last hour, oldest first; minutes without a label are left out. */
  public synchronized List<Minute> minutes() {
    List<Minute> found = new ArrayList<>();
    minutes
        .tailMap(minute() - MINUTES, false)
        .forEach((minute, counts) -> found.add(new Minute(minute * 60, new TreeMap<>(counts))));
    return found;
  }

  /**
   * The last hour against what the champion was trained on and against the week.
   *
   * @param training labels of the texts it was trained on; empty where nobody knows
   */
  public List<Drift> drift(Mix training) {
    Mix now = now();
    return List.of(Drift.of("training", now, training), Drift.of("week", now, week()));
  }
}
