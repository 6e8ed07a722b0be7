package odia.monitor;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Which labels somebody wants to see; null means whatever it is.
 *
 * @param label the label
 * @param source the document's
 * @param text that the document's first characters or its id contain, whatever the case and however
 *     letters with a nukta are written
 * @param minConfidence in [0, 1]
 * @param maxConfidence in [0, 1]
 */
public record LabelFilter(
    String label, String source, String text, Double minConfidence, Double maxConfidence) {

  /** Lets everything through. */
  public static final LabelFilter NONE = new LabelFilter(null, null, null, null, null);

  public LabelFilter {
    text = text == null ? null : plain(text);
  }

  public boolean lets(Sighting seen) {
    return (label == null || label.equals(seen.label().label()))
        && (source == null || source.equals(seen.label().source()))
        && (minConfidence == null || seen.label().confidence() >= minConfidence)
        && (maxConfidence == null || seen.label().confidence() <= maxConfidence)
        && (text == null || contains(seen.text()) || contains(seen.label().documentId()));
  }

  private boolean contains(String where) {
    return where != null && plain(where).contains(text);
  }

  private static String plain(String text) {
    return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }
}
