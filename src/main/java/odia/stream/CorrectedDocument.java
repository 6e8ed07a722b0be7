package odia.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import odia.event.Correction;
import odia.event.Example;
import odia.event.Example.Opinion;
import odia.event.Json;

/**
 * What the join remembers of a document that somebody corrected: the document, so that it can be
 * corrected again when its time in the other store is over, and who said what of it.
 *
 * @param known the document; null before the first correction and after a withdrawal
 * @param latest time of the newest correction or withdrawal; null where there was none
 * @param withdrawn time of the newest withdrawal; null where there was none
 * @param opinions the latest of each person, {@link #MOST_PEOPLE} at the most
 */
record CorrectedDocument(Known known, Instant latest, Instant withdrawn, List<Opinion> opinions) {

  /** Of more people than these the latest opinions are kept. */
  static final int MOST_PEOPLE = 8;

  private static final CorrectedDocument NONE = new CorrectedDocument(null, null, null, List.of());

  /**
   * A document as the join needs it.
   *
   * @param text of the document, cut off at {@link #LONGEST_TEXT}
   * @param label that the model gave; null where only a correction names the document
   * @param modelVersion of that model; null likewise
   */
  record Known(String text, String label, String modelVersion) {

    /**
     * Longest text kept, in characters. The model reads and learns from 400 words, which have 2,600
     * characters on average, so nobody misses the rest; and a store whose values are bounded is.
     */
    static final int LONGEST_TEXT = 8_000;

    Known {
      if (text.length() > LONGEST_TEXT) {
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? 1 : 0;
        text = text.substring(0, LONGEST_TEXT - end);
      }
    }

    static Known of(byte[] bytes) {
      return Json.read(bytes, Known.class);
    }
  }

  CorrectedDocument {
    opinions = opinions == null ? List.of() : List.copyOf(opinions);
  }

  /** What a store has of a document; null is nothing. */
  static CorrectedDocument of(byte[] bytes) {
    return bytes == null ? NONE : Json.read(bytes, CorrectedDocument.class);
  }

  /** Whether something newer was said already; of equal times the later arrival wins. */
  boolean supersedes(Correction correction) {
    return latest != null && correction.at().isBefore(latest);
  }

  /**
   * The document that a correction speaks of; null where nothing knows it. What the classifier had
   * goes before what people say it was.
   *
   * @param present what the classifier has; null where it has no longer, or never had
   * @param text that the correction brings, or null
   */
  Known resolve(Known present, String text) {
    if (present != null) {
      return present;
    }
    boolean classified = known != null && known.label != null;
    return classified || text == null ? known : new Known(text, null, null);
  }

  /** After a correction that is the newest. */
  CorrectedDocument corrected(Known document, Correction correction) {
    return new CorrectedDocument(document, correction.at(), withdrawn, with(correction));
  }

  /**
   * After a correction that is superseded: somebody else's is an opinion still, unless it was
   * withdrawn with all others.
   */
  CorrectedDocument superseded(Correction correction) {
    boolean gone = withdrawn != null && correction.at().isBefore(withdrawn);
    return gone ? this : new CorrectedDocument(known, latest, withdrawn, with(correction));
  }

  /** After a withdrawal that is the newest: nothing is left but its time. */
  CorrectedDocument withdrawn(Instant at) {
    return new CorrectedDocument(null, at, at, List.of());
  }

  private List<Opinion> with(Correction correction) {
    List<Opinion> all = new ArrayList<>(opinions);
    boolean saidNewer =
        all.stream()
            .anyMatch(o -> o.by().equals(correction.by()) && o.at().isAfter(correction.at()));
    if (!saidNewer) {
      all.removeIf(opinion -> opinion.by().equals(correction.by()));
      all.add(new Opinion(correction.by(), correction.label(), correction.at()));
    }
    all.sort(Comparator.comparing(Opinion::at));
    return all.subList(Math.max(0, all.size() - MOST_PEOPLE), all.size());
  }

  /**
   * The training example that the newest correction makes of the document.
   *
   * @param receivedAt the time of the correction's record
   */
  Example example(Correction correction, Instant receivedAt) {
    return new Example(
        correction.documentId(),
        known.text,
        correction.label(),
        correction.by(),
        correction.at(),
        receivedAt,
        known.label,
        known.modelVersion,
        opinions.stream().filter(opinion -> !opinion.by().equals(correction.by())).toList());
  }
}
