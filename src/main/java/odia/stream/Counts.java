package odia.stream;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import odia.event.DeadLetter.Stage;

/**
 * What this instance has processed since it started; thread-safe. At every moment at which no
 * record is in work:
 *
 * <pre>
 *   documents   = labels + dead letters
 *   corrections = examples + withdrawn + superseded + dead letters of corrections (+ waiting)
 * </pre>
 *
 * A record whose transaction was aborted is processed, and counted, again.
 */
public final class Counts {

  private final LongAdder labels = new LongAdder();
  private final Map<Stage, LongAdder> deadLetters = byStage();
  private final LongAdder examples = new LongAdder();
  private final LongAdder withdrawn = new LongAdder();
  private final LongAdder superseded = new LongAdder();
  private final LongAdder waiting = new LongAdder();
  private final Map<Stage, LongAdder> correctionDeadLetters = byStage();

  private static Map<Stage, LongAdder> byStage() {
    Map<Stage, LongAdder> all = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      all.put(stage, new LongAdder());
    }
    return all;
  }

  private static long sum(Map<Stage, LongAdder> all) {
    return all.values().stream().mapToLong(LongAdder::sum).sum();
  }

  void label() {
    labels.increment();
  }

  void deadLetter(Stage stage) {
    deadLetters.get(stage).increment();
  }

  void example() {
    examples.increment();
  }

  void withdrawal() {
    withdrawn.increment();
  }

  void supersession() {
    superseded.increment();
  }

  void correctionDeadLetter(Stage stage) {
    correctionDeadLetters.get(stage).increment();
  }

  /** So many more corrections wait now, or fewer. */
  void waitingChanged(int by) {
    waiting.add(by);
  }

  /** Documents that had their outcome. */
  public long documents() {
    return labels() + deadLetters();
  }

  public long labels() {
    return labels.sum();
  }

  /** Documents, not corrections, that came to nothing. */
  public long deadLetters() {
    return sum(deadLetters);
  }

  public long deadLetters(Stage stage) {
    return deadLetters.get(stage).sum();
  }

  /** Corrections that had their outcome; those that wait have none yet. */
  public long corrections() {
    return examples() + withdrawn() + superseded() + correctionDeadLetters();
  }

  public long examples() {
    return examples.sum();
  }

  public long withdrawn() {
    return withdrawn.sum();
  }

  /** Corrections older than what was said already. */
  public long superseded() {
    return superseded.sum();
  }

  public long correctionDeadLetters() {
    return sum(correctionDeadLetters);
  }

  public long correctionDeadLetters(Stage stage) {
    return correctionDeadLetters.get(stage).sum();
  }

  /** Corrections that wait in this instance for their documents. */
  public long waiting() {
    return waiting.sum();
  }

  @Override
  public String toString() {
    String documents =
        "%,d documents = %,d labels + %,d dead letters"
            .formatted(documents(), labels(), deadLetters());
    String corrections =
        "; %,d corrections = %,d examples + %,d withdrawn + %,d superseded + %,d dead letters"
            .formatted(
                corrections(), examples(), withdrawn(), superseded(), correctionDeadLetters());
    String waiting = waiting() > 0 ? ", %,d waiting".formatted(waiting()) : "";
    return documents + (corrections() + waiting() > 0 ? corrections + waiting : "");
  }
}
