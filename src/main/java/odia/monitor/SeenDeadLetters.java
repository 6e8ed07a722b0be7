package odia.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import odia.event.DeadLetter;
import odia.event.DeadLetter.Stage;
import odia.monitor.Sighting.Place;

/** The latest dead letters with their content, so many and no more. Thread-safe. */
public final class SeenDeadLetters {

  /** Longest beginning of a value that is kept, in bytes. */
  public static final int LONGEST_VALUE = 20_000;

  /**
   * A dead letter.
   *
   * @param number in the order in which this process saw them
   * @param place where it stands on odia.dead-letters
   * @param at Kafka's time of it
   * @param letter stage, reason and origin
   * @param content the original record
   */
  public record Seen(long number, Place place, Instant at, DeadLetter letter, Content content) {}

  /**
   * An original record, as text to look at: what is no UTF-8 is replaced.
   *
   * @param key null where there is none
   * @param value its beginning; null where there is none
   * @param valueBytes length of the whole value; null where there is none
   */
  public record Content(
      String key, String value, Integer valueBytes, Map<String, String> headers) {}

  private final int most;
  private final Map<Place, Seen> seen = new LinkedHashMap<>();
  private final Map<Place, Boolean> redriven;
  private final Map<Stage, Integer> byStage = new EnumMap<>(Stage.class);
  private long next;

  /**
   * @param most dead letters to remember
   */
  public SeenDeadLetters(int most) {
    this.most = most;
    this.redriven =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Place, Boolean> eldest) {
            return size() > most;
          }
        };
  }

  /**
   * @param counts whether it came after this process began to look
   */
  public synchronized void add(
      Place place, Instant at, DeadLetter letter, Content content, boolean counts) {
    seen.put(place, new Seen(next++, place, at, letter, content));
    if (seen.size() > most) {
      seen.remove(seen.keySet().iterator().next());
    }
    if (counts) {
      byStage.merge(letter.stage(), 1, Integer::sum);
    }
  }

  /** A record was seen that is this dead letter, sent once more. */
  public synchronized void redriven(Place place) {
    redriven.put(place, true);
  }

  public synchronized boolean isRedriven(Place place) {
    return redriven.containsKey(place);
  }

  /**
   * The newest before a number, newest first.
   *
   * @param stage null for all
   */
  public synchronized List<Seen> before(long number, Stage stage, int limit) {
    List<Seen> found = new ArrayList<>(seen.values());
    found.removeIf(s -> s.number >= number || stage != null && s.letter.stage() != stage);
    found.sort((a, b) -> Long.compare(b.number, a.number));
    return found.subList(0, Math.min(limit, found.size()));
  }

  /** How many came since this process began to look. */
  public synchronized Map<Stage, Integer> byStage() {
    return new EnumMap<>(byStage);
  }

  public int total() {
    return byStage().values().stream().mapToInt(Integer::intValue).sum();
  }
}
