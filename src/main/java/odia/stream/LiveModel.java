package odia.stream;

import java.util.function.Supplier;
import odia.model.Classifier;

/**
 * The champion. Every thread that asks gets a classifier of its own, since networks are not
 * thread-safe (deeplearning4j issue 9993); after a promotion each thread takes the new one with the
 * next record it works on.
 */
public final class LiveModel {

  private record Held(Supplier<Classifier> champion, Classifier classifier) {}

  private final ThreadLocal<Held> held = new ThreadLocal<>();
  private volatile Supplier<Classifier> champion;

  /**
   * @param champion makes a classifier for one thread; called once per thread
   */
  public LiveModel(Supplier<Classifier> champion) {
    this.champion = champion;
  }

  /** From the next record on, every thread classifies with this one. */
  public void promote(Supplier<Classifier> challenger) {
    champion = challenger;
  }

  /** The calling thread's classifier of the present champion. */
  Classifier forThisThread() {
    Supplier<Classifier> present = champion;
    Held mine = held.get();
    if (mine == null || mine.champion != present) {
      mine = new Held(present, present.get());
      held.set(mine);
    }
    return mine.classifier;
  }
}
