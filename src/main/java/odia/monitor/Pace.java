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
  private final long[] seconds = new long[RATE_SECONDS + 1]; // of each slot
  private final long[] labels = new long[RATE_SECONDS + 1]; // in that second

  public Pace(Clock clock) {
    this.clock = clock;
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
      bucket.millis.recordValue(Math.max(0, Math.min(latencyMillis, LONGEST_MILLIS)));
    }
    long second = now();
    int slot = Math.floorMod(second, seconds.length);
    labels[slot] = seconds[slot] == second ? labels[slot] + 1 : 1;
    seconds[slot] = second;
  }

  /** So many documents wait for the classifier now. */
  public synchronized void lag(Long documents) {
    current().lag = documents;
  }

  private Bucket current() {
    long step = step();
    while (!buckets.isEmpty() && buckets.getLast().step > step) {
      buckets.removeLast(); // the clock was ahead
    }
    if (buckets.isEmpty() || buckets.getLast().step < step) {
      buckets.addLast(new Bucket(step));
      while (buckets.getFirst().step <= step - STEPS) {
        buckets.removeFirst();
      }
    }
    return buckets.getLast();
  }

  private long step() {
    return Math.floorDiv(now(), (long) STEP_SECONDS);
  }

  /** Over the last few whole seconds. */
  public synchronized double labelsPerSecond() {
    long now = now();
    long sum = 0;
    for (int slot = 0; slot < seconds.length; slot++) {
      boolean recent = seconds[slot] >= now - RATE_SECONDS && seconds[slot] < now;
      sum += recent ? labels[slot] : 0;
    }
    return (double) sum / RATE_SECONDS;
  }

  /** Of the last minute; null where no label came. */
  public synchronized Latency latency() {
    Histogram all = new Histogram(LONGEST_MILLIS, 2);
    long first = step() - MINUTE_STEPS;
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
      long at = bucket.step * STEP_SECONDS;
      steps.add(new Step(at, bucket.labels / length(at), latency(bucket.millis), bucket.lag));
    }
    return steps;
  }

  /** Seconds of a step so far: the last one has only begun. */
  private double length(long at) {
    return Math.max(1, Math.min(STEP_SECONDS, clock.millis() / 1000.0 - at));
  }

  private static long end(List<Step> steps) {
    return steps.get(steps.size() - 1).at / STEP_SECONDS + 1;
  }
}
