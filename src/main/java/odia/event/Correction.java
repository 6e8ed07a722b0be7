package odia.event;

import java.time.Instant;

/**
 * A person's right label for a document. A record without a value (a tombstone) withdraws what was
 * said of the document before.
 *
 * @param documentId of the document; also the record's key
 * @param label the right one; null in a withdrawal
 * @param by who says so
 * @param at when they said it; of several corrections of a document the latest counts
 * @param text of the document, for one that the classifier no longer has; null otherwise
 */
public record Correction(String documentId, String label, String by, Instant at, String text) {

  /** Who corrected, where the record does not say. */
  public static final String UNKNOWN_ANNOTATOR = "unknown";

  public static final int LONGEST_ANNOTATOR = 100;

  /** What a record without a value means. */
  static Correction withdrawal(String documentId, Instant at) {
    return new Correction(documentId, null, UNKNOWN_ANNOTATOR, at, null);
  }

  /** Whether this withdraws what was said of the document before. */
  public boolean withdraws() {
    return label == null;
  }
}
