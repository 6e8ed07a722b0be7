package odia.command;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import odia.event.Json;
import odia.event.Promotion;
import odia.event.Promotion.Annotator;
import odia.event.Promotion.Assessment;
import odia.event.Promotion.Kind;
import odia.registry.History;
import odia.registry.ModelManifest;

/** The models of a cluster as operators read them. */
final class ModelTable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
  private static final String LINE = "%-14s %-16s %-14s %8s %8s %9s %10s  %s";

  private final History history;
  private final Map<String, ModelManifest> present;

  /**
   * @param present models on the topic, by version
   */
  ModelTable(History history, Map<String, ModelManifest> present) {
    this.history = history;
    this.present = present;
  }

  /**
   * The model of a version or of the beginning of one.
   *
   * @throws Failure if there is none, or more than one
   */
  static ModelManifest find(String beginning, Map<String, ModelManifest> present) {
    List<ModelManifest> found =
        present.values().stream().filter(m -> m.version().startsWith(beginning)).toList();
    if (found.size() != 1) {
      String what = found.isEmpty() ? "There is no model %s" : "More than one model begins with %s";
      throw new Failure(
          what.formatted(beginning) + "; on the topic are " + String.join(", ", present.keySet()));
    }
    return found.get(0);
  }

  /** A row of the table. */
  record Row(
      String version,
      String state,
      String parent,
      Integer original,
      Integer corrections,
      Integer heldOutCorrections,
      Double holdOutAccuracy,
      Double agreement,
      Instant at) {}

  private Set<String> versions() {
    Set<String> versions = history.versions();
    versions.addAll(present.keySet());
    return versions;
  }

  private Row row(String version) {
    Optional<Promotion> verdict = history.verdictOn(version);
    Optional<Assessment> assessed = history.assessmentOf(version);
    return new Row(
        version,
        state(version),
        history.firstOn(version).map(Promotion::parent).orElse(null),
        verdict.map(v -> v.data().original()).orElse(null),
        verdict.map(v -> v.data().corrections()).orElse(null),
        verdict.map(v -> v.data().heldOut()).orElse(null),
        assessed.map(Assessment::accuracy).orElse(null),
        assessed.filter(a -> a.corrections() > 0).map(Assessment::agreement).orElse(null),
        history.firstOn(version).map(Promotion::at).orElse(null));
  }

  private String state(String version) {
    String removed = present.containsKey(version) ? "" : ", removed";
    if (history.champion().filter(c -> c.version().equals(version)).isPresent()) {
      return "champion" + removed;
    }
    boolean was = history.champions().stream().anyMatch(c -> c.version().equals(version));
    return (was ? "former" : "refused") + removed;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (versions().isEmpty()) {
      return List.of(
          "There is no model yet: a learner publishes the first (./odia learner, or up)");
    }
    lines.add(
        LINE.formatted(
            "VERSION", "STATE", "PARENT", "ORIGINAL", "CORRECT.", "HOLD-OUT", "AGREEMENT", "TIME"));
    versions().forEach(version -> lines.add(line(row(version))));
    return lines;
  }

  private static String line(Row row) {
    return LINE.formatted(
        row.version,
        row.state,
        orDash(row.parent),
        orDash(row.original),
        orDash(row.corrections),
        percent(row.holdOutAccuracy),
        percent(row.agreement),
        row.at == null ? "-" : TIME.format(row.at));
  }

  private static String orDash(Object value) {
    return value == null ? "-" : value.toString();
  }

  private static String percent(Double share) {
    return share == null ? "-" : "%.1f %%".formatted(100 * share);
  }

  List<String> json() {
    return versions().stream().map(this::row).map(ModelTable::json).toList();
  }

  private static String json(Object value) {
    return new String(Json.bytes(value), StandardCharsets.UTF_8);
  }

  List<String> json(String beginning) {
    String version = full(beginning);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", row(version));
    map.put("manifest", present.get(version));
    map.put("history", about(version));
    return List.of(json(map));
  }

  private String full(String beginning) {
    List<String> found = versions().stream().filter(v -> v.startsWith(beginning)).toList();
    if (found.size() != 1) {
      throw new Failure(
          "%s model begins with %s; there are %s"
              .formatted(found.isEmpty() ? "No" : "More than one", beginning, versions()));
    }
    return found.get(0);
  }

  private List<Promotion> about(String version) {
    return history.entries().stream()
        .map(History.Entry::promotion)
        .filter(p -> version.equals(p.version()) || version.equals(p.parent()))
        .toList();
  }

  List<String> details(String beginning) {
    String version = full(beginning);
    List<String> lines = new ArrayList<>(List.of("model       " + version));
    lines.add("state       " + state(version));
    ModelManifest manifest = present.get(version);
    if (manifest != null) {
      lines.add("labels      " + String.join(", ", manifest.facts().labels()));
      lines.add("shape       " + manifest.facts().shape());
      lines.add("size        %,d bytes, SHA-256 %s".formatted(manifest.bytes(), manifest.sha256()));
    }
    history.verdictOn(version).ifPresent(verdict -> addVerdict(lines, verdict));
    lines.add("history");
    about(version).forEach(event -> lines.add("  " + event(event)));
    return lines;
  }

  private static void addVerdict(List<String> lines, Promotion verdict) {
    lines.add("verdict     " + verdict.kind().name().toLowerCase() + ": " + verdict.reason());
    lines.add(
        "data        %d original texts, %d corrections, %d more held out"
            .formatted(
                verdict.data().original(), verdict.data().corrections(), verdict.data().heldOut()));
    verdict
        .data()
        .setAside()
        .forEach((reason, count) -> lines.add("set aside   %d: %s".formatted(count, reason)));
    if (verdict.challenger() != null) {
      addAssessment(lines, verdict.challenger(), Optional.ofNullable(verdict.champion()));
    }
    verdict.data().annotators().forEach(annotator -> lines.add("annotator   " + line(annotator)));
  }

  /** The first model has no champion beside it. */
  private static void addAssessment(
      List<String> lines, Assessment challenger, Optional<Assessment> champion) {
    lines.add(
        "hold-out    accuracy %s; macro-F1 %s"
            .formatted(
                beside(percent(challenger.accuracy()), champion.map(c -> percent(c.accuracy()))),
                beside(number(challenger.macroF1()), champion.map(c -> number(c.macroF1())))));
    challenger
        .recall()
        .forEach(
            (label, recall) ->
                lines.add(
                    "  %-20s recall %s"
                        .formatted(
                            label,
                            beside(
                                percent(recall),
                                champion.map(c -> percent(c.recall().get(label)))))));
  }

  private static String beside(String challenger, Optional<String> champion) {
    return challenger + champion.map(figure -> ", champion " + figure).orElse("");
  }

  private static String number(double value) {
    return "%.3f".formatted(value);
  }

  private static String line(Annotator annotator) {
    return "%s: %d corrections, %d used, %d of %d comparable ones contradict others%s"
        .formatted(
            annotator.name(),
            annotator.corrections(),
            annotator.used(),
            annotator.contradicted(),
            annotator.compared(),
            annotator.flagged() ? ", FLAGGED" : "");
  }

  private static String event(Promotion event) {
    String what = event.kind() == Kind.REFUSED ? "refused" : event.kind().name().toLowerCase();
    return "%s  %-12s %s by %s: %s"
        .formatted(
            TIME.format(event.at()),
            what.replace('_', ' '),
            orDash(event.version()),
            event.by(),
            event.reason());
  }
}
