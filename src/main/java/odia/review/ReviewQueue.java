package odia.review;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import odia.monitor.Sighting;

/**
 * Documents for people to look at, the least certain first. Each is in one person's hands at a time
 * and goes back to the others when it is not renewed; corrected ones leave. Holds so many of the
 * least certain and no more. Thread-safe.
 */
public final class ReviewQueue {

  /** How long a document stays with a person who says nothing. */
  static final Duration LEASE = Duration.ofMinutes(5);

  private static final int MOST_SKIPPED = 10_000;

  private record Lease(String by, Instant until) {}

  /** Of two as certain ones the newer first. */
  private static final Comparator<Sighting> LEAST_CERTAIN =
      Comparator.comparingDouble((Sighting s) -> s.label().confidence())
          .thenComparing(Comparator.comparingLong(Sighting::number).reversed());

  private final int most;
  private final Clock clock;
  private final TreeSet<Sighting> waiting = new TreeSet<>(LEAST_CERTAIN);
  private final Map<String, Sighting> byId = new HashMap<>();
  private final Map<String, Lease> leases = new HashMap<>();
  private final Map<String, Set<String>> skipped = new HashMap<>();

  /**
   * @param most documents to hold; the most certain go first
   */
  public ReviewQueue(int most, Clock clock) {
    this.most = most;
    this.clock = clock;
  }

  /** A document got a label; an earlier label of it is forgotten. */
  public synchronized void offer(Sighting seen) {
    take(seen.label().documentId());
    waiting.add(seen);
    byId.put(seen.label().documentId(), seen);
    if (waiting.size() > most) {
      String mostCertain = waiting.last().label().documentId();
      take(mostCertain);
      leases.remove(mostCertain);
    }
  }

  /**
   * Somebody said what its label is. In whose hands it is stays as it was: if they take back what
   * they said, it is theirs still.
   */
  public synchronized void leave(String documentId) {
    take(documentId);
  }

  private void take(String documentId) {
    Sighting known = byId.remove(documentId);
    if (known != null) {
      waiting.remove(known);
    }
  }

  /** This person does not want to see it again; the others may. */
  public synchronized void skip(String by, String documentId) {
    putBack(by, documentId);
    Set<String> theirs = skipped.computeIfAbsent(by, b -> new LinkedHashSet<>());
    theirs.add(documentId);
    if (theirs.size() > MOST_SKIPPED) {
      theirs.remove(theirs.iterator().next());
    }
  }

  /** A document in hand stays there for five more minutes. */
  public synchronized void keep(String by, String documentId) {
    if (isInHandsOf(by, documentId)) {
      leases.put(documentId, new Lease(by, clock.instant().plus(LEASE)));
    }
  }

  /** Gives a document in hand back to all. */
  public synchronized void putBack(String by, String documentId) {
    if (isInHandsOf(by, documentId)) {
      leases.remove(documentId);
    }
  }

  /** Puts a document into this person's hands, whoever's it was: what they said is taken back. */
  public synchronized void giveTo(String by, Sighting seen) {
    offer(seen);
    leases.put(seen.label().documentId(), new Lease(by, clock.instant().plus(LEASE)));
  }

  private boolean isInHandsOf(String by, String documentId) {
    Lease lease = leases.get(documentId);
    return lease != null && lease.by.equals(by) && lease.until.isAfter(clock.instant());
  }

  /**
   * What is in this person's hands, up to so many, the least certain first; all of it is theirs for
   * five more minutes. What they have already is among it.
   */
  public synchronized List<Sighting> inHand(String by, int count) {
    Instant now = clock.instant();
    leases.values().removeIf(lease -> !lease.until.isAfter(now));
    Set<String> unwanted = skipped.getOrDefault(by, Set.of());
    List<Sighting> first =
        Stream.concat(
                leases.entrySet().stream()
                    .filter(lease -> lease.getValue().by.equals(by))
                    .map(lease -> byId.get(lease.getKey()))
                    .filter(Objects::nonNull) // it may have left
                    .sorted(LEAST_CERTAIN),
                waiting.stream()
                    .filter(s -> !leases.containsKey(s.label().documentId()))
                    .filter(s -> !unwanted.contains(s.label().documentId())))
            .limit(count)
            .sorted(LEAST_CERTAIN)
            .toList();
    first.forEach(s -> leases.put(s.label().documentId(), new Lease(by, now.plus(LEASE))));
    return first;
  }

  /** Documents in the queue, those in somebody's hands among them. */
  public synchronized int size() {
    return waiting.size();
  }
}
