package odia.access;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** So many requests a second from each, and a few at once: a token bucket for each. Thread-safe. */
final class RateLimit {

  private static final int MOST = 10_000;

  private static final class Bucket {
    private double left;
    private long at;

    Bucket(double left, long at) {
      this.left = left;
      this.at = at;
    }
  }

  private final double perSecond;
  private final int atOnce;
  private final Clock clock;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST;
        }
      };

  RateLimit(double perSecond, int atOnce, Clock clock) {
    this.perSecond = perSecond;
    this.atOnce = atOnce;
    this.clock = clock;
  }

  /** Seconds to wait before the request is taken; 0 where it is taken now. */
  synchronized int secondsToWait(String who) {
    long now = clock.millis();
    Bucket bucket = buckets.computeIfAbsent(who, w -> new Bucket(atOnce, now));
    long since = Math.max(0, now - bucket.at); // a clock that is set back takes nothing away
    bucket.left = Math.min(atOnce, bucket.left + since / 1000.0 * perSecond);
    bucket.at = now;
    if (bucket.left >= 1) {
      bucket.left--;
      return 0;
    }
    return (int) Math.ceil((1 - bucket.left) / perSecond);
  }
}
