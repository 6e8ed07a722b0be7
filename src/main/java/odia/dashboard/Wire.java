package odia.dashboard;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import odia.event.Classification;
import odia.event.Example.Opinion;
import odia.monitor.Corrections.Tracked;
import odia.monitor.Said;
import odia.monitor.Sighting;

/** What goes over the wire, as openapi.yaml says. */
final class Wire {

  /** Longest text of a single document, in characters. */
  static final int LONGEST_TEXT = 100_000;

  private Wire() {}

  /** A document with its label. */
  record Label(
      String documentId,
      String label,
      double confidence,
      Map<String, Double> probabilities,
      boolean needsReview,
      boolean truncated,
      int words,
      double odiaShare,
      String modelVersion,
      String source,
      Instant eventTime,
      Instant classifiedAt,
      Long latencyMillis,
      String text,
      boolean textCut,
      int partition,
      long offset,
      Opinion corrected) {

    static Label of(Sighting seen, Said said) {
      return of(seen, seen.text(), seen.cut(), said.counts(seen.label().documentId()));
    }

    static Label of(Sighting seen, String text, boolean cut, Opinion corrected) {
      Classification label = seen.label();
      return new Label(
          label.documentId(),
          label.label(),
          label.confidence(),
          label.probabilities(),
          label.needsReview(),
          label.truncated(),
          label.words(),
          label.odiaShare(),
          label.modelVersion(),
          label.source(),
          label.eventTime(),
          label.classifiedAt(),
          seen.latencyMillis(),
          text,
          cut,
          seen.place().partition(),
          seen.place().offset(),
          corrected);
    }
  }

  /** One document with its whole text and all that people said. */
  record Document(@JsonUnwrapped Label label, List<Opinion> said) {

    static Document of(Sighting seen, String text, Said.Latest latest) {
      boolean cut = text != null && text.length() > LONGEST_TEXT;
      String shown = cut ? beginning(text) : text;
      List<Opinion> said = latest == null ? List.of() : latest.opinions();
      Opinion counts = latest == null ? null : latest.counts();
      return new Document(Label.of(seen, shown, cut, counts), said);
    }

    /** Never half of a surrogate pair. */
    private static String beginning(String text) {
      int end = LONGEST_TEXT;
      return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
  }

  /** A correction and what came of it. */
  record Correction(
      String id,
      String documentId,
      String label,
      String givenLabel,
      String by,
      Instant at,
      String state,
      String reason,
      String undoes) {

    static Correction of(Tracked tracked) {
      boolean read = tracked.said() != null;
      return new Correction(
          tracked.id(),
          tracked.documentId(),
          read ? tracked.said().label() : null,
          tracked.givenLabel(),
          read ? tracked.said().by() : odia.event.Correction.UNKNOWN_ANNOTATOR,
          read ? tracked.said().at() : Instant.EPOCH,
          tracked.state().name().toLowerCase(Locale.ROOT),
          tracked.reason(),
          tracked.undoes());
    }
  }
}
