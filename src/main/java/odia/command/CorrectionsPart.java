package odia.command;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import odia.command.Settings.Reading;
import odia.command.Settings.Row;
import odia.model.LabelChanges;
import odia.stream.StreamSettings;

/** The settings of what becomes of corrections. */
final class CorrectionsPart {

  private static final Row RETENTION =
      new Row(
          "ODIA_CORRECTION_RETENTION",
          "72",
          "1..8760 h",
          "how long after its classification a document can be corrected by its id alone");
  private static final Row NEW =
      new Row(
          "ODIA_NEW_LABELS",
          "",
          "labels with commas",
          "labels that corrections may give although no model knows them yet");
  private static final Row REMOVED =
      new Row(
          "ODIA_REMOVED_LABELS",
          "",
          "labels with commas",
          "labels that are no longer taken, nor trained on");
  private static final Row RENAMED =
      new Row(
          "ODIA_RENAMED_LABELS",
          "",
          "old=new, …",
          "labels with another name from the next model on; corrections may use either");

  static final List<Row> ROWS = List.of(RETENTION, NEW, REMOVED, RENAMED);

  private CorrectionsPart() {}

  static StreamSettings.Corrections from(Reading reading) {
    return new StreamSettings.Corrections(
        Duration.ofHours(reading.number(RETENTION, 1, 8760)), labels(reading));
  }

  private static LabelChanges labels(Reading reading) {
    Set<String> added = new LinkedHashSet<>(list(reading.text(NEW)));
    Set<String> removed = new LinkedHashSet<>(list(reading.text(REMOVED)));
    try {
      return new LabelChanges(added, removed, renamed(reading));
    } catch (IllegalArgumentException e) {
      reading.mistake(
          "%s, %s, %s: %s"
              .formatted(NEW.variable(), REMOVED.variable(), RENAMED.variable(), e.getMessage()));
      return LabelChanges.NONE;
    }
  }

  private static List<String> list(String text) {
    return Stream.of(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static Map<String, String> renamed(Reading reading) {
    Map<String, String> renamed = new HashMap<>();
    for (String pair : list(reading.text(RENAMED))) {
      List<String> names = Stream.of(pair.split("=", -1)).map(String::strip).toList();
      boolean twoNames = names.size() == 2 && names.stream().noneMatch(String::isEmpty);
      if (!twoNames || renamed.put(names.get(0), names.get(1)) != null) {
        reading.mistake(
            "%s=%s: should be old=new, several with commas, each old name once"
                .formatted(RENAMED.variable(), reading.text(RENAMED)));
        return Map.of();
      }
    }
    return renamed;
  }
}
