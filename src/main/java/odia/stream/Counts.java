package odia.stream;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import odia.event.DeadLetter;

/**
 * What this instance has processed since it started; thread-safe. At every moment at which no
 * record is in work: documents = labels + dead letters. A record whose transaction was aborted is
 * processed, and counted, again.
 */
public final class Counts {

  private final LongAdder labels = new LongAdder();
  private final Map<DeadLetter.Stage, LongAdder> deadLetters =
      new EnumMap<>(DeadLetter.Stage.class);

  public Counts() {
    for (DeadLetter.Stage stage : DeadLetter.Stage.values()) {
      deadLetters.put(stage, new LongAdder());
    }
  }

  void label() {
    labels.increment();
  }

  void deadLetter(DeadLetter.Stage stage) {
    deadLetters.get(stage).increment();
  }

  public long documents() {
    return labels() + deadLetters();
  }

  public long labels() {
    return labels.sum();
  }

  public long deadLetters() {
    return deadLetters.values().stream().mapToLong(LongAdder::sum).sum();
  }

  public long deadLetters(DeadLetter.Stage stage) {
    return deadLetters.get(stage).sum();
  }

  @Override
  public String toString() {
    return "%,d documents = %,d labels + %,d dead letters"
        .formatted(documents(), labels(), deadLetters());
  }
}
