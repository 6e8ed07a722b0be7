package odia.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import odia.event.Correction;
import odia.event.Example.Opinion;
import odia.monitor.Sighting.Place;

/**
 * The latest corrections and what came of each, so many and no more. Records of the three topics
 * may be seen in any order. Thread-safe.
 */
public final class Corrections {

  /** What came of a correction. */
  public enum State {
    /** Kafka has it, and nothing came of it yet. */
    SENT,
    /** It is an example. */
    RECORDED,
    /** Somebody said something later, which counts. */
    SUPERSEDED,
    /** It is a dead letter. */
    REFUSED,
    /** It was a withdrawal, and what was said is withdrawn. */
    WITHDRAWN
  }

  /**
   * A correction.
   *
   * @param place where it stands on odia.corrections
   * @param said what it says; null where it could not be read
   * @param key id of the document where {@code said} is null
   * @param givenLabel what the model had said, or null
   * @param reason why it was refused, or by whom it is superseded; else null
   * @param undoes the id of the correction that it takes back, or null
   * @param before what counted before, or null where nothing did
   * @param change in the order of changes, from 1
   */
  public record Tracked(
      Place place,
      Correction said,
      String key,
      State state,
      String givenLabel,
      String reason,
      String undoes,
      Opinion before,
      long change) {

    /** Names it to clients. */
    public String id() {
      return idOf(place);
    }

    public String documentId() {
      return said == null ? key : said.documentId();
    }

    private Tracked now(State now, String given, String why, long number) {
      return new Tracked(place, said, key, now, given, why, undoes, before, number);
    }
  }

  private static final int MOST_EARLY = 1_000;

  private record Early(State state, String givenLabel, String reason) {}

  private final Said said;
  private final Map<Place, Tracked> tracked;
  private final Map<Place, Early> early = bounded(MOST_EARLY);
  private long changes;

  /**
   * @param most corrections to remember
   * @param said what people last said of documents
   */
  public Corrections(int most, Said said) {
    this.said = said;
    this.tracked = bounded(most);
  }

  private static <V> Map<Place, V> bounded(int most) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Place, V> eldest) {
        return size() > most;
      }
    };
  }

  public static String idOf(Place place) {
    return place.partition() + "-" + place.offset();
  }

  /**
   * A correction was seen.
   *
   * @param correction null where it cannot be read
   * @param key the record's, for that case
   * @param undoes what its header says, or null
   */
  public synchronized void seen(Place place, Correction correction, String key, String undoes) {
    String documentId = correction == null ? key : correction.documentId();
    Said.Latest known = documentId == null ? null : said.of(documentId);
    Tracked made =
        new Tracked(
            place,
            correction,
            key,
            State.SENT,
            known == null ? null : known.givenLabel(),
            null,
            undoes,
            before(known, correction),
            ++changes);
    tracked.put(place, made);
    Early outcome = early.remove(place);
    if (outcome != null) {
      became(place, outcome.state, outcome.givenLabel, outcome.reason);
    } else if (known != null) {
      supersede(documentId, known);
    }
  }

  /** Its own example may have been seen already. */
  private static Opinion before(Said.Latest known, Correction correction) {
    if (known == null) {
      return null;
    }
    boolean itsOwn = correction != null && known.at().equals(correction.at());
    return itsOwn ? known.before() : known.counts();
  }

  /** An outcome of the correction at a place was seen. */
  public synchronized void became(Place place, State state, String givenLabel, String reason) {
    Tracked before = tracked.get(place);
    if (before == null) {
      early.put(place, new Early(state, givenLabel, reason));
    } else {
      String given = givenLabel == null ? before.givenLabel : givenLabel;
      tracked.put(place, before.now(state, given, reason, ++changes));
    }
  }

  /**
   * What counts of a document now supersedes every older correction that nothing came of: had it
   * been looked at first, its example would stand before this one.
   */
  public synchronized void supersede(String documentId, Said.Latest now) {
    List<Tracked> older =
        find(t -> t.state == State.SENT && documentId.equals(t.documentId())).stream()
            .filter(t -> t.said != null && t.said.at().isBefore(now.at()))
            .toList();
    for (Tracked one : older) {
      Opinion by = now.counts();
      String reason = by == null ? "withdrawn since" : by.by() + " said " + by.label() + " later";
      tracked.put(one.place, one.now(State.SUPERSEDED, one.givenLabel, reason, ++changes));
    }
  }

  /** Of this id, or null. */
  public synchronized Tracked of(String id) {
    return find(t -> t.id().equals(id)).stream().findFirst().orElse(null);
  }

  /** The newest, newest first. */
  public synchronized List<Tracked> newest(int most, Predicate<Tracked> wanted) {
    List<Tracked> found = find(wanted);
    found.sort((a, b) -> at(b).compareTo(at(a)));
    return found.subList(0, Math.min(most, found.size()));
  }

  private static Instant at(Tracked one) {
    return one.said == null ? Instant.EPOCH : one.said.at();
  }

  private List<Tracked> find(Predicate<Tracked> wanted) {
    List<Tracked> found = new ArrayList<>(tracked.values());
    found.removeIf(wanted.negate());
    return found;
  }

  /** How many changes there were. */
  public synchronized long changes() {
    return changes;
  }

  /** What changed after a number of changes, the latest last. */
  public synchronized List<Tracked> since(long change) {
    List<Tracked> found = find(t -> t.change > change);
    Collections.sort(found, (a, b) -> Long.compare(a.change, b.change));
    return found;
  }
}
