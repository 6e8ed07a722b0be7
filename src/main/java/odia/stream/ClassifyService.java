package odia.stream;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import odia.admission.Admission;
import odia.ops.Component;
import odia.ops.Refusal;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the {@link ClassifyTopology}: waits for the cluster, starts, says how it is, closes. */
public final class ClassifyService implements Component {

  private static final Logger LOG = LoggerFactory.getLogger(ClassifyService.class);

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

  /** So many dead threads in so much time are no passing trouble. */
  private static final int MOST_FAILURES = 10;

  private static final Duration FAILURE_WINDOW = Duration.ofMinutes(10);

  private final StreamSettings settings;
  private final LiveModel model;
  private final Counts counts = new Counts();
  private final Clock clock = Clock.systemUTC();
  private final Deque<Long> failures = new ArrayDeque<>();
  private final ModelFollower follower;
  private volatile Consumer<KafkaStreams> listener = made -> {};
  private volatile KafkaStreams streams;
  private volatile String trouble; // null while no thread has died
  private volatile boolean closed;

  public ClassifyService(StreamSettings settings, LiveModel model) {
    this.settings = settings;
    this.model = model;
    this.follower =
        new ModelFollower(
            settings.clientProperties(), settings.modelKeys(), model, settings.threads());
  }

  /**
   * Blocks until the cluster, its topics and the champion are there, then starts the threads. Where
   * no champion can be had, the model that the program came with classifies.
   *
   * @throws odia.ops.OpsException if the cluster turns it away, or has topics it cannot work with
   */
  @Override
  public void start() {
    Admission admission = new Admission(settings.clientProperties(), settings.role(), LOG::warn);
    if (!admission.await(() -> closed)) {
      return;
    }
    follower.start();
    if (closed) {
      return; // while the champion was fetched
    }
    KafkaStreams made =
        new KafkaStreams(
            ClassifyTopology.of(model, settings.corrections(), counts, clock),
            settings.properties(admission.brokers()));
    made.setUncaughtExceptionHandler(this::onThreadDeath);
    made.setStateListener((now, before) -> LOG.info("classifier is {}", now));
    streams = made;
    listener.accept(made);
    made.start();
  }

  /**
   * Hands out what it runs, right before that starts, to who measures it; before {@link #start}.
   */
  public void onStreams(Consumer<KafkaStreams> taker) {
    listener = taker;
  }

  /**
   * The processor turns what a document can break into dead letters, so what arrives here is the
   * cluster's trouble, and a fresh thread tries again; unless it comes again and again.
   */
  private synchronized StreamThreadExceptionResponse onThreadDeath(Throwable failure) {
    trouble = trouble(failure);
    LOG.error("A stream thread died: {}", trouble, failure);
    long now = clock.millis();
    failures.addLast(now);
    while (now - failures.getFirst() > FAILURE_WINDOW.toMillis()) {
      failures.removeFirst();
    }
    boolean hopeless =
        failures.size() > MOST_FAILURES || isOfMissingTopic(failure) || Refusal.of(failure) != null;
    return hopeless
        ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
        : StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private static boolean isOfMissingTopic(Throwable failure) {
    return failure instanceof MissingSourceTopicException
        || failure.getCause() instanceof MissingSourceTopicException;
  }

  private static String trouble(Throwable failure) {
    String refusal = Refusal.of(failure);
    if (refusal != null) {
      return refusal;
    }
    return isOfMissingTopic(failure)
        ? "a topic that it reads is gone: make it anew with \"odia topics apply\", then start again"
        : String.valueOf(failure.getMessage());
  }

  /** Why the last of its threads died that did, in words; null while none has. */
  public String trouble() {
    return trouble;
  }

  public Counts counts() {
    return counts;
  }

  /** The version that documents are labelled with now. */
  public String modelVersion() {
    return model.version();
  }

  /** Models that went live since the start. */
  public long modelSwaps() {
    return follower.swaps();
  }

  /** Models that were refused since the start. */
  public long modelRefusals() {
    return follower.refusals();
  }

  /** Whether it has given up for good; restart the process then. */
  public boolean hasFailed() {
    KafkaStreams now = streams;
    return now != null
        && (now.state() == KafkaStreams.State.ERROR
            || (now.state() == KafkaStreams.State.NOT_RUNNING && !closed));
  }

  @Override
  public CheckResult check() {
    KafkaStreams now = streams;
    String state = now == null ? "waiting for Kafka" : now.state().toString();
    CheckResult champion = follower.check();
    return new CheckResult(
        now != null && now.state().isRunningOrRebalancing() && champion.ok(),
        "classifier " + state + ", " + champion.detail());
  }

  /** Commits what was processed and leaves the group; what was not is processed by the next one. */
  @Override
  public void close() {
    closed = true;
    follower.close();
    KafkaStreams now = streams;
    if (now != null && now.state() != KafkaStreams.State.NOT_RUNNING) {
      boolean done = now.close(CLOSE_WITHIN);
      LOG.info("classifier stopped{}: {}", done ? "" : " in the middle of something", counts);
    }
  }
}
