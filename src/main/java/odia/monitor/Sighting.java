package odia.monitor;

import java.time.Duration;
import java.time.Instant;
import odia.event.Classification;
import odia.event.DeadLetter.Origin;

/**
 * A label as it was seen on its topic.
 *
 * @param number in the order in which this process saw them, from 0
 * @param label what the classifier said
 * @param place where the label stands on odia.labels
 * @param origin where the document stands; null on labels from before they said so
 * @param text the beginning of the document's text; null where it was not at hand
 * @param cut whether the text goes on
 */
public record Sighting(
    long number, Classification label, Place place, Origin origin, String text, boolean cut) {

  /** Where a record stands on a topic that goes without saying. */
  public record Place(int partition, long offset) {}

  /** More is nobody's latency but a wrong time. */
  private static final Duration LONGEST_LATENCY = Duration.ofDays(100_000);

  /** Longest text that is kept, in characters. */
  public static final int LONGEST_TEXT = 600;

  /**
   * @param text the whole text, or null
   */
  public static Sighting of(
      long number, Classification label, Place place, Origin origin, String text) {
    boolean cut = text != null && text.length() > LONGEST_TEXT;
    return new Sighting(number, label, place, origin, cut ? beginning(text) : text, cut);
  }

  /** Never half of a surrogate pair. */
  private static String beginning(String text) {
    int end = LONGEST_TEXT;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }

  /** From Kafka's time of the document to its label, in milliseconds; null where nobody knows. */
  public Long latencyMillis() {
    if (origin == null) {
      return null;
    }
    Instant sent = Instant.ofEpochMilli(origin.timestamp());
    Duration latency = Duration.between(sent, label.classifiedAt());
    if (latency.compareTo(LONGEST_LATENCY) > 0) {
      return LONGEST_LATENCY.toMillis();
    }
    return latency.isNegative() ? 0 : latency.toMillis();
  }
}
