package odia.training;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Says now and then how fast a training goes and how long it will take. */
final class Pace implements LongConsumer {

  private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  private final String what;
  private final long total;
  private final Consumer<String> log;
  private final long start = System.nanoTime();
  private long said = start;
  private long done;

  /**
   * @param what the stage, e.g. "skip-gram epoch 2/10"
   * @param total words the stage will read
   */
  Pace(String what, long total, Consumer<String> log) {
    this.what = what;
    this.total = total;
    this.log = log;
  }

  @Override
  public void accept(long words) {
    done += words;
    long now = System.nanoTime();
    if (now - said >= EVERY_NANOS) {
      said = now;
      long left = (long) ((total - done) / wordsPerSecond());
      log.accept(
          "%s: %d %%, %,d words/s, %d:%02d to go"
              .formatted(
                  what, 100 * done / total, Math.round(wordsPerSecond()), left / 60, left % 60));
    }
  }

  double wordsPerSecond() {
    return done / Math.max(1e-9, (System.nanoTime() - start) / 1e9);
  }

  /** One closing line with what the stage came to. */
  void finish(String result) {
    log.accept("%s: %,d words/s, %s".formatted(what, Math.round(wordsPerSecond()), result));
  }
}
