package odia.stream;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import odia.model.Classifier;

/**
 * The champion, thread-safe. Every thread that asks gets a classifier of its own, since networks
 * are not thread-safe (deeplearning4j issue 9993). After a promotion each thread takes the new one
 * with the next record it works on, made and warmed up already, and closes its old one: memory
 * outside the heap would else wait for a garbage collection that the heap has no need of.
 */
public final class LiveModel {

  /** A text for the first call, which sets up buffers and tells whether the model works at all. */
  private static final String WARM_UP = "ଓଡ଼ିଆ";

  /** Makes classifiers of one version; those that are ready go first. */
  private static final class Champion {
    private final Supplier<Classifier> maker;
    private final Queue<Classifier> ready = new ConcurrentLinkedQueue<>();
    private final String version;

    Champion(Supplier<Classifier> maker, int count) {
      this.maker = maker;
      try {
        for (int i = 0; i < count; i++) {
          ready.add(warm());
        }
      } catch (RuntimeException | Error e) {
        closeUntaken();
        throw e;
      }
      this.version = ready.element().modelVersion();
    }

    private Classifier warm() {
      Classifier classifier = maker.get();
      try {
        double confidence = classifier.classify(WARM_UP).confidence();
        if (!(confidence >= 0 && confidence <= 1)) {
          throw new IllegalStateException("its confidence in a first text is " + confidence);
        }
        return classifier;
      } catch (RuntimeException | Error e) {
        classifier.close();
        throw e;
      }
    }

    Classifier take() {
      Classifier made = ready.poll();
      return made == null ? warm() : made;
    }

    void closeUntaken() {
      for (Classifier left = ready.poll(); left != null; left = ready.poll()) {
        left.close();
      }
    }
  }

  private record Held(Champion champion, Classifier classifier) {}

  private final ThreadLocal<Held> held = new ThreadLocal<>();
  private final Supplier<Classifier> initial;
  private final String initialVersion;
  private volatile Champion champion;

  /**
   * @param initial makes a classifier for one thread, of the model that is there before any
   *     promotion
   */
  public LiveModel(Supplier<Classifier> initial) {
    this.initial = initial;
    this.champion = new Champion(initial, 1);
    this.initialVersion = champion.version;
  }

  /** The version that every thread takes with its next record. */
  public String version() {
    return champion.version;
  }

  /** What the model of this version is made by, if it is the one from before any promotion. */
  Supplier<Classifier> initial(String version) {
    return version.equals(initialVersion) ? initial : null;
  }

  /**
   * From the next record on, every thread classifies with this one. Makes and tries classifiers
   * first: whatever is thrown then, the champion stays.
   *
   * @param threads how many classifiers to have ready
   */
  public void promote(Supplier<Classifier> challenger, int threads) {
    Champion next = new Champion(challenger, threads);
    Champion before = champion;
    champion = next;
    before.closeUntaken();
  }

  /** The calling thread's classifier of the present champion. */
  public Classifier forThisThread() {
    Champion present = champion;
    Held mine = held.get();
    if (mine == null || mine.champion != present) {
      Classifier taken = present.take();
      if (mine != null) {
        mine.classifier.close();
      }
      held.set(new Held(present, taken));
      return taken;
    }
    return mine.classifier;
  }
}
