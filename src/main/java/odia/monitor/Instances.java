package odia.monitor;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import odia.event.Instance;

/** The processes of the system, as they say they are. Thread-safe. */
public final class Instances {

  /** Four reports missed. */
  private static final Duration SILENCE = Duration.ofSeconds(4L * Instance.PERIOD_SECONDS);

  /** Who was silent so long is spoken of no more. */
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  private final Clock clock;
  private final Map<String, Instance> known = new TreeMap<>();

  public Instances(Clock clock) {
    this.clock = clock;
  }

  /**
   * A process said how it is.
   *
   * @param instance null if it has ended in good order
   */
  public synchronized void said(String id, Instance instance) {
    if (instance == null) {
      known.remove(id);
    } else {
      known.put(id, instance);
    }
    forget();
  }

  private void forget() {
    known.values().removeIf(i -> age(i).compareTo(FORGOTTEN) > 0);
  }

  /** Everybody who is there, or was not long ago. */
  public synchronized List<Instance> all() {
    forget();
    return new ArrayList<>(known.values());
  }

  /** Whether it has not been heard for too long. */
  public boolean isGone(Instance instance) {
    return age(instance).compareTo(SILENCE) > 0;
  }

  private Duration age(Instance instance) {
    return Duration.between(instance.at(), clock.instant());
  }

  /** Who trains now, or else who learns at all. */
  public Optional<Instance> learner() {
    List<Instance> learners =
        all().stream().filter(i -> i.roles().contains("learner") && !isGone(i)).toList();
    return learners.stream()
        .filter(i -> i.training() != null)
        .findFirst()
        .or(() -> learners.stream().findFirst());
  }
}
