package odia.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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

    private Tracked now(State now, String given, String why, Opinion earlier) {
      return new Tracked(place, said, key, now, given, why, undoes, earlier, 0);
    }

    private Tracked numbered(long number) {
      return new Tracked(place, said, key, state, givenLabel, reason, undoes, before, number);
    }
  }

  private record Early(State state, String givenLabel, String reason) {}

  private final int most;
  private final Said said;
  private final Map<Place, Tracked> tracked = new HashMap<>();
  private final NavigableMap<Long, Tracked> byChange = new TreeMap<>();
  private final Map<Place, Early> early;
  private long changes;

  /**
   * @param most corrections to remember; the longest unchanged go first
   * @param said what people last said of documents
   */
  public Corrections(int most, Said said) {
    this.most = most;
    this.said = said;
    this.early =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Place, Early> eldest) {
            return size() > most;
          }
        };
  }

  private void put(Tracked changed) {
    Tracked now = changed.numbered(++changes);
    Tracked old = tracked.put(now.place, now);
    if (old != null) {
      byChange.remove(old.change);
    }
    byChange.put(now.change, now);
    if (byChange.size() > most) {
      tracked.remove(byChange.pollFirstEntry().getValue().place);
    }
  }

  public static String idOf(Place place) {
    return place.partition() + "-" + place.offset();
  }

  /**
   * A correction was seen, for the first time or again.
   *
   * @param correction null where it cannot be read
   * @param key the record's, for that case
   * @param undoes what its header says, or null
   */
  public synchronized void seen(Place place, Correction correction, String key, String undoes) {
    if (tracked.containsKey(place)) {
      return;
    }
    String documentId = correction == null ? key : correction.documentId();
    Said.Latest known = documentId == null ? null : said.of(documentId);
    String given = known == null ? null : known.givenLabel();
    Opinion counted = known == null ? null : known.counts();
    Opinion before = isIts(known, correction) ? known.before() : counted;
    put(new Tracked(place, correction, key, State.SENT, given, null, undoes, before, 0));
    Early outcome = early.remove(place);
    if (outcome != null) {
      became(place, outcome.state, outcome.givenLabel, outcome.reason);
    } else if (known != null) {
      supersede(documentId, known);
    }
  }

  /** Whether the state of a document is what a correction made of it. */
  private static boolean isIts(Said.Latest known, Correction correction) {
    if (known == null || correction == null || !known.at().equals(correction.at())) {
      return false;
    }
    return known.counts() == null
        ? correction.withdraws()
        : known.counts().by().equals(correction.by());
  }

  /** Whether a correction is what counts of its document now. */
  public synchronized boolean counts(Tracked one) {
    return one.said != null && !one.said.withdraws() && isIts(said.of(one.documentId()), one.said);
  }

  /** An outcome of the correction at a place was seen. */
  public synchronized void became(Place place, State state, String givenLabel, String reason) {
    Tracked before = tracked.get(place);
    if (before == null) {
      early.put(place, new Early(state, givenLabel, reason));
    } else {
      String given = givenLabel == null ? before.givenLabel : givenLabel;
      put(before.now(state, given, reason, before(before)));
    }
  }

  /** What counted before a correction: its example, where it was seen, knows best. */
  private Opinion before(Tracked one) {
    Said.Latest known = one.said == null ? null : said.of(one.documentId());
    return isIts(known, one.said) ? known.before() : one.before;
  }

  /**
   * What counts of a document now supersedes every older correction that nothing came of: had it
   * been looked at first, its example would stand before this one.
   */
  public synchronized void supersede(String documentId, Said.Latest now) {
    Predicate<Tracked> open = t -> t.state == State.SENT && t.said != null;
    for (Tracked one :
        find(
            open.and(t -> documentId.equals(t.documentId()))
                .and(t -> t.said.at().isBefore(now.at())))) {
      Opinion by = now.counts();
      String reason = by == null ? "withdrawn since" : by.by() + " said " + by.label() + " later";
      put(one.now(State.SUPERSEDED, one.givenLabel, reason, one.before));
    }
  }

  /** Of this id, or null. */
  public synchronized Tracked of(String id) {
    return find(t -> t.id().equals(id)).stream().findFirst().orElse(null);
  }

  /** At this place, or null. */
  public synchronized Tracked at(Place place) {
    return tracked.get(place);
  }

  /** The newest, newest first. */
  public synchronized List<Tracked> newest(int most, Predicate<Tracked> wanted) {
    List<Tracked> found = find(wanted);
    found.sort(Comparator.comparing(Corrections::said).thenComparing(Tracked::change).reversed());
    return found.subList(0, Math.min(most, found.size()));
  }

  private static Instant said(Tracked one) {
    return one.said == null ? Instant.EPOCH : one.said.at();
  }

  private List<Tracked> find(Predicate<Tracked> wanted) {
    return byChange.values().stream().filter(wanted).collect(Collectors.toList());
  }

  /** How many changes there were. */
  public synchronized long changes() {
    return changes;
  }

  /** What changed after a number of changes, the latest last. */
  public synchronized List<Tracked> since(long change) {
    return new ArrayList<>(byChange.tailMap(change, false).values());
  }
}
