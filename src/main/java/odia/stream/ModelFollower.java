package odia.stream;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import odia.event.Promotion;
import odia.model.Checkpoint;
import odia.model.Classifier;
import odia.ops.Component;
import odia.registry.History;
import odia.registry.ModelReader;
import odia.registry.PromotionLog;
import odia.registry.RegistryException;
import odia.registry.SigningKeys;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the {@link LiveModel} at what {@code odia.promotions} says: fetches the champion, verifies
 * it, tries it and hands it over. A model that is corrupt, cut off, unsigned where a signature is
 * asked for, incompatible or absent is refused and reported; the model in service stays.
 */
public final class ModelFollower implements Component {

  private static final Logger LOG = LoggerFactory.getLogger(ModelFollower.class);

  private static final Duration POLL = Duration.ofMillis(500);

  /** A promotion may be seen a moment before its model is. */
  private static final int ATTEMPTS = 4;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Where models come from; {@link ModelReader#fetch} but for tests. */
  interface Fetch {
    byte[] fetch(String version, Long hint);
  }

  private final Map<String, Object> client;
  private final Fetch models;
  private final LiveModel model;
  private final int threads;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "model-follower");
  private final AtomicLong swaps = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private volatile PromotionLog log;
  private volatile String refused; // the champion, and why; null where it is live
  private volatile String unread; // why promotions cannot be read; null where they can

  /**
   * @param client settings of a Kafka client
   * @param threads how many classifiers a new model has ready before it goes live
   */
  public ModelFollower(Map<String, Object> client, SigningKeys keys, LiveModel model, int threads) {
    this(client, new ModelReader(client, keys)::fetch, model, threads);
  }

  ModelFollower(Map<String, Object> client, Fetch models, LiveModel model, int threads) {
    this.client = client;
    this.models = models;
    this.model = model;
    this.threads = threads;
  }

  /**
   * Blocks until the present champion is live, so that no document gets an old model's label. Where
   * it is refused, the one before it is better than what came with the program; health says so.
   */
  @Override
  public void start() {
    log = new PromotionLog(client);
    try {
      String why = null;
      for (Promotion champion : history().succession()) {
        if (take(champion)) {
          break;
        }
        why = why == null ? refused : why;
      }
      refused = why;
    } catch (WakeupException e) {
      // close() asked for it
    }
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(
        (died, e) -> LOG.error("The model follower died; the model in service stays", e));
    thread.start();
  }

  /** What the log says, however long Kafka is away. */
  private History history() {
    while (true) {
      try {
        History history = log.readToEnd();
        unread = null;
        return history;
      } catch (WakeupException e) {
        throw e;
      } catch (KafkaException e) {
        unread(e);
        if (!pause()) {
          return History.NONE;
        }
      }
    }
  }

  private void unread(KafkaException e) {
    unread = "cannot read promotions: " + e.getMessage();
    LOG.warn("Promotions cannot be read; the model in service stays ({})", e.toString());
  }

  private void run() {
    try (PromotionLog following = log) {
      while (closed.getCount() > 0) {
        follow(following);
      }
    } catch (WakeupException e) {
      // close() asked for it
    }
  }

  private void follow(PromotionLog following) {
    try {
      Optional<Promotion> before = following.history().champion();
      boolean more = following.poll(POLL);
      unread = null;
      if (more && !following.history().champion().equals(before)) {
        following.history().champion().ifPresent(this::take);
      }
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      unread(e);
      pause();
    }
  }

  /** Whether the version is live now. */
  private boolean take(Promotion promotion) {
    if (promotion.version().equals(model.version())) {
      refused = null;
      return true;
    }
    long start = System.nanoTime();
    try {
      model.promote(maker(promotion), threads);
    } catch (RuntimeException | OutOfMemoryError e) { // a model too large is one to refuse
      refuse(promotion, e);
      return false;
    }
    refused = null;
    swaps.incrementAndGet();
    LOG.info(
        "Model {} is live after {} ms ({}: {})",
        promotion.version(),
        Duration.ofNanos(System.nanoTime() - start).toMillis(),
        promotion.by(),
        promotion.reason());
    return true;
  }

  private void refuse(Promotion promotion, Throwable why) {
    if (closed.getCount() == 0) {
      return; // given up, not refused
    }
    refusals.incrementAndGet();
    refused = "model " + promotion.version() + " is refused: " + reason(why);
    LOG.error(
        "Model {} is refused, {} stays: {}", promotion.version(), model.version(), reason(why));
  }

  private static String reason(Throwable why) {
    return why.getMessage() == null ? why.toString() : why.getMessage();
  }

  private Supplier<Classifier> maker(Promotion promotion) {
    Supplier<Classifier> own = model.initial(promotion.version());
    return own == null ? fetch(promotion)::classifier : own;
  }

  /**
   * A model that is wrong is refused after some attempts; Kafka is waited for as long as it takes.
   */
  private Checkpoint fetch(Promotion promotion) {
    for (int attempt = 1; ; ) {
      try {
        return checkpoint(promotion);
      } catch (RegistryException e) {
        if (attempt++ == ATTEMPTS || !pause()) {
          throw e;
        }
      } catch (KafkaException e) {
        refused = "cannot fetch model " + promotion.version() + " yet: " + e.getMessage();
        LOG.warn("Model {} cannot be fetched yet ({})", promotion.version(), e.toString());
        if (!pause()) {
          throw e;
        }
      }
    }
  }

  private Checkpoint checkpoint(Promotion promotion) {
    byte[] bytes = models.fetch(promotion.version(), promotion.modelOffset());
    Checkpoint checkpoint = Checkpoint.fromBytes(bytes, promotion.version());
    if (!checkpoint.version().equals(promotion.version())) {
      throw new RegistryException(
          "what is published as %s is version %s"
              .formatted(promotion.version(), checkpoint.version()));
    }
    return checkpoint;
  }

  /** Whether it is still wanted after a while. */
  private boolean pause() {
    try {
      return !closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Models that went live since the start. */
  long swaps() {
    return swaps.get();
  }

  /** Models that were refused since the start. */
  long refusals() {
    return refusals.get();
  }

  @Override
  public CheckResult check() {
    String serving = "model " + model.version();
    if (thread.getState() == Thread.State.TERMINATED && closed.getCount() > 0) {
      return new CheckResult(false, serving + ", no longer follows promotions; start it again");
    }
    String trouble = refused == null ? unread : refused;
    return new CheckResult(trouble == null, trouble == null ? serving : serving + ", " + trouble);
  }

  @Override
  public void close() {
    closed.countDown();
    PromotionLog following = log;
    if (following != null) {
      following.wakeup();
    }
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
