package odia.event;

import java.time.Instant;
import java.util.List;

/**
 * A document with its right label, as the learner reads it. A record without a value (a tombstone)
 * withdraws the one before.
 *
 * @param documentId of the document; also the record's key
 * @param text of the document
 * @param label the right one, by the latest correction
 * @param by who corrected
 * @param at when, by the correction itself
 * @param receivedAt when Kafka had the correction; caps go by it, since nobody can choose it
 * @param givenLabel what the model had said, or null where the document was no longer known
 * @param modelVersion of the model that said so, or null
 * @param others what other people said of the same document before, the latest of each
 */
public record Example(
    String documentId,
    String text,
    String label,
    String by,
    Instant at,
    Instant receivedAt,
    String givenLabel,
    String modelVersion,
    List<Opinion> others) {

  /** What somebody said of a document. */
  public record Opinion(String by, String label, Instant at) {}

  public Example {
    others = others == null ? List.of() : List.copyOf(others);
  }

  /** Whether it can be learned from, as the record of a document of this id. */
  public boolean fits(String id) {
    return id.equals(documentId)
        && text != null
        && isNamed(label)
        && isNamed(by)
        && receivedAt != null
        && others.stream().allMatch(o -> isNamed(o.by()) && isNamed(o.label()));
  }

  private static boolean isNamed(String name) {
    return name != null && !name.isBlank();
  }
}
