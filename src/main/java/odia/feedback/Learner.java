package odia.feedback;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import odia.admission.Admission;
import odia.admission.Names;
import odia.admission.Role;
import odia.corpus.CorpusException;
import odia.ops.Component;
import odia.ops.OpsException;
import odia.registry.RegistryException;
import odia.screening.Screening;
import odia.screening.TrustedTexts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The learner: collects corrected documents, trains challengers, promotes the better ones. Of
 * several in a group one works and the others stand by. Whatever goes wrong is reported and tried
 * again; what is not covered by a verdict in Kafka is simply done anew.
 */
public final class Learner implements Component {

  private static final Logger LOG = LoggerFactory.getLogger(Learner.class);

  private static final Duration PAUSE = Duration.ofSeconds(3);

  private final LearnerSettings settings;
  private final Supplier<byte[]> initial;
  private final Thread thread = new Thread(this::run, "learner");
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile LearnerSession session;
  private volatile String trouble; // null where there is none
  private volatile boolean failed;

  /**
   * @param initial bytes of the checkpoint that every training starts from, and that is the first
   *     champion
   */
  public Learner(LearnerSettings settings, Supplier<byte[]> initial) {
    if (settings.keys().checks() && !settings.keys().signs()) {
      throw new RegistryException(
          "A public key is set, so models need a signature, and the learner has no private key to"
              + " sign with: set ODIA_MODEL_PRIVATE_KEY, or unset ODIA_MODEL_PUBLIC_KEY");
    }
    this.settings = settings;
    this.initial = initial;
  }

  /** Reads the original texts, then works in a thread of its own; does not wait for Kafka. */
  @Override
  public void start() {
    thread.start();
  }

  /** Nobody would see that the thread has ended: whatever ends it is said, and ends the process. */
  private void run() {
    try {
      collectAndTrain();
    } catch (RuntimeException | Error e) {
      LOG.error("The learner has given up: {}", e.getMessage(), isRefusal(e) ? null : e);
      trouble = String.valueOf(e.getMessage());
      failed = true;
    }
  }

  /** Whether its message says all: what is wrong, and the mend. */
  private static boolean isRefusal(Throwable e) {
    return e instanceof OpsException || e instanceof CorpusException;
  }

  private void collectAndTrain() {
    Path original = originalTexts();
    Screening screening = screening(OriginalData.read(original));
    Role role = Role.named("learner", new Names(Names.STANDARD.application(), settings.group()));
    Admission admission = new Admission(settings.client(), role, LOG::warn);
    while (closed.getCount() > 0) {
      if (admission.await(() -> closed.getCount() == 0)) {
        work(original, screening);
      }
    }
  }

  private Path originalTexts() {
    if (settings.originalData() != null) {
      return settings.originalData();
    }
    Path folder = settings.folder().resolve("original");
    OriginalData.writeBundled(folder);
    return folder;
  }

  private Screening screening(OriginalData data) {
    TrustedTexts trusted = new TrustedTexts(data.train(), data.holdOut(), settings.changes());
    return new Screening(settings.screening(), settings.changes(), trusted);
  }

  private void work(Path original, Screening screening) {
    try (LearnerSession now = new LearnerSession(settings, initial, original, screening)) {
      session = now;
      while (closed.getCount() > 0) {
        now.step();
        trouble = null;
      }
    } catch (RuntimeException e) {
      trouble = e.getMessage();
      LOG.error("The learner begins anew in {} s", PAUSE.toSeconds(), e);
      pause();
    }
  }

  private void pause() {
    try {
      closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it has given up for good, as when the cluster turns it away; its check says why. */
  public boolean hasFailed() {
    return failed;
  }

  /** Share of the training that is done, in [0, 1]; negative while there is none. */
  public double progress() {
    LearnerSession now = session;
    return now == null ? -1 : now.progress();
  }

  /** How long the training will still take; negative while there is none, or nobody can say. */
  public double secondsToGo() {
    LearnerSession now = session;
    return now == null ? -1 : now.secondsToGo();
  }

  @Override
  public CheckResult check() {
    String wrong = trouble;
    LearnerSession now = session;
    String state = now == null ? "waiting for Kafka" : now.state();
    return new CheckResult(
        now != null && wrong == null, "learner: " + (wrong == null ? state : wrong));
  }

  /** Ends a training at work; its corrections are trained on again after the next start. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(Duration.ofSeconds(20).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
