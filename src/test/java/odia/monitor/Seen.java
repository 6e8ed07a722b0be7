package odia.monitor;

import java.time.Instant;
import java.util.Map;
import odia.event.Classification;
import odia.event.Correction;
import odia.event.DeadLetter.Origin;
import odia.event.Example;
import odia.event.Topic;
import odia.monitor.Sighting.Place;

/** Records as they come along, for tests. */
public final class Seen {

  public static final Instant AT = Instant.parse("2026-01-31T10:00:00Z");

  private Seen() {}

  public static Classification label(String documentId, String label, double confidence) {
    return new Classification(
        documentId,
        label,
        confidence,
        Map.of(label, confidence),
        false,
        false,
        3,
        1,
        "v1",
        "print",
        "news",
        AT,
        AT);
  }

  public static Sighting sighting(long number, String documentId, double confidence) {
    Place place = new Place(0, number);
    Origin origin = document(0, number);
    return Sighting.of(number, label(documentId, "ଖେଳ", confidence), place, origin, "ଏକ ପାଠ");
  }

  /** Where a document stands. */
  public static Origin document(int partition, long offset) {
    return new Origin(Topic.DOCUMENTS.name(), partition, offset, AT.toEpochMilli());
  }

  /** What somebody says so many seconds later. */
  public static Correction correction(String documentId, String label, String by, long second) {
    return new Correction(documentId, label, by, AT.plusSeconds(second), null);
  }

  /** What comes of it. */
  public static Example example(String documentId, String label, String by, long second) {
    Instant at = AT.plusSeconds(second);
    return new Example(documentId, "ପାଠ", label, by, at, at, "ଖେଳ", "v1", null);
  }
}
