package odia.monitor;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How many labels come, and how long after their documents: over the last minute, and for the last
 * hour in steps. Thread-safe.
 */
public final class Pace {

  /** Length of a step of the history. */
  public static final int STEP_SECONDS = 10;

  private static final int STEPS = 360;
  private static final int MINUTE_STEPS = 60 / STEP_SECONDS;
  private static final long LONGEST_MILLIS = 3_600_000;
  private static final int RATE_SECONDS = 5;

  /** Percentiles in milliseconds. */
  public record Latency(double p50, double p95, double p99) {}

  /**
   * One step.
   *
   * @param at its beginning, seconds since 1970
   * @param latency null where no label came
   * @param lag documents that waited for the classifier at its end; null where nobody knows
   */
  public record Step(long at, double labelsPerSecond, Latency latency, Long lag) {}

  private static final class Bucket {
    private final long step;
    private final Histogram millis = new Histogram(LONGEST_MILLIS, 2);
    private long labels;
    private Long lag;

    Bucket(long step) {
      this.step = step;
      millis.setAutoResize(false);
    }
  }

  private final Clock clock;
  private final Deque<Bucket> buckets = new ArrayDeque<>();
  private final long[] seconds = new long[RATE_SECONDS + 1];
  private long lastSecond;

  public Pace(Clock clock) {
    this.clock = clock;
    this.lastSecond = now();
  }

  private long now() {
    return Math.floorDiv(clock.millis(), 1000L);
  }

  /**
   * A label came.
   *
   * @param latencyMillis since its document; null where nobody knows
   */
  public synchronized void label(Long latencyMillis) {
    Bucket bucket = current();
    bucket.labels++;
    if (latencyMillis != null) {
      bucket.millis.recordValue(Math.min(latencyMillis, LONGEST_MILLIS));
    }
    forgetSeconds();
    seconds[(int) (now() % seconds.length)]++;
  }

  /** So many documents wait for the classifier now. */
  public synchronized void lag(Long documents) {
    current().lag = documents;
  }

  private Bucket current() {
    long step = now() / STEP_SECONDS;
    if (buckets.isEmpty() || buckets.getLast().step < step) {
      buckets.addLast(new Bucket(step));
      while (buckets.getFirst().step <= step - STEPS) {
        buckets.removeFirst();
      }
    }
    return buckets.getLast();
  }

  private void forgetSeconds() {
    for (long second = Math.max(lastSecond + 1, now() - RATE_SECONDS); second <= now(); second++) {
      seconds[(int) (second % seconds.length)] = 0;
    }
    lastSecond = Math.max(lastSecond, now());
  }

  /** Over the last few whole seconds. */
  public synchronized double labelsPerSecond() {
    forgetSeconds();
    long sum = 0;
    for (long second = now() - RATE_SECONDS; second < now(); second++) {
      sum += seconds[(int) (second % seconds.length)];
    }
    return (double) sum / RATE_SECONDS;
  }

  /** Of the last minute; null where no label came. */
  public synchronized Latency latency() {
    Histogram all = new Histogram(LONGEST_MILLIS, 2);
    long first = now() / STEP_SECONDS - MINUTE_STEPS;
    buckets.stream().filter(b -> b.step >= first).forEach(b -> all.add(b.millis));
    return latency(all);
  }

  private static Latency latency(Histogram millis) {
    return millis.getTotalCount() == 0
        ? null
        : new Latency(
            millis.getValueAtPercentile(50),
            millis.getValueAtPercentile(95),
            millis.getValueAtPercentile(99));
  }

  /** The last hour, or since the first label, oldest first and without holes. */
  public synchronized List<Step> history() {
    List<Step> steps = new ArrayList<>();
    current();
    for (Bucket bucket : buckets) {
      for (long hole = steps.isEmpty() ? bucket.step : end(steps); hole < bucket.step; hole++) {
        steps.add(new Step(hole * STEP_SECONDS, 0, null, null));
      }
      double rate = (double) bucket.labels / STEP_SECONDS;
      steps.add(new Step(bucket.step * STEP_SECONDS, rate, latency(bucket.millis), bucket.lag));
    }
    return steps;
  }

  private static long end(List<Step> steps) {
    return steps.get(steps.size() - 1).at / STEP_SECONDS + 1;
  }
}
