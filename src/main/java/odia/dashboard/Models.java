package odia.dashboard;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import odia.event.Instance;
import odia.event.Promotion;
import odia.event.Promotion.Assessment;
import odia.follow.Follower;
import odia.monitor.LabelFilter;
import odia.monitor.Mix;
import odia.monitor.Sighting;
import odia.monitor.View;
import odia.registry.History;
import odia.registry.ModelManifest;
import odia.registry.OperatorDesk;

/** What is known of the models, put together for people. */
final class Models {

  /** A line of the log with its place in it. */
  record Line(long offset, @JsonUnwrapped Promotion promotion) {}

  /** One model. */
  record Version(
      String version,
      String state,
      String parent,
      Instant at,
      boolean kept,
      Integer bytes,
      Double accuracy,
      Double macroF1,
      Double agreement,
      Integer corrections) {}

  /**
   * What the learner does.
   *
   * @param requested the request that no verdict answers yet, or null
   */
  record Training(
      boolean running, Double progress, Double secondsToGo, String detail, Promotion requested) {}

  /** All of it. */
  record All(
      String champion,
      String previous,
      List<String> labels,
      List<Version> versions,
      List<Line> promotions,
      Assessment assessment,
      Training training) {}

  private record Manifests(long end, Map<String, ModelManifest> byVersion) {}

  private final View view;
  private final Follower follower;
  private final OperatorDesk desk;
  private final UnaryOperator<List<String>> allowedLabels;
  private Manifests manifests = new Manifests(-1, Map.of());

  Models(
      View view, Follower follower, OperatorDesk desk, UnaryOperator<List<String>> allowedLabels) {
    this.view = view;
    this.follower = follower;
    this.desk = desk;
    this.allowedLabels = allowedLabels;
  }

  /**
   * Reads the topic of models only when the log has grown: it may hold a hundred megabytes. While
   * Kafka is away what was read last has to do.
   */
  private synchronized Map<String, ModelManifest> manifests(History history) {
    if (manifests.end != history.end() && follower.check().ok()) {
      manifests = new Manifests(history.end(), desk.manifests());
    }
    return manifests.byVersion;
  }

  All all() {
    History history = follower.history();
    Map<String, ModelManifest> kept = manifests(history);
    String champion = champion().orElse(null);
    return new All(
        champion,
        history.previousChampion().orElse(null),
        labels(champion == null ? null : kept.get(champion)),
        versions(history, kept),
        lines(history),
        champion == null ? null : history.assessmentOf(champion).orElse(null),
        training());
  }

  Optional<String> champion() {
    return follower.history().champion().map(Promotion::version);
  }

  /** Of the texts that the champion was trained on; empty where nobody knows. */
  Mix trainingMix() {
    History history = follower.history();
    return history
        .champion()
        .flatMap(champion -> history.verdictOn(champion.version()))
        .map(verdict -> new Mix(verdict.data().labels()))
        .orElse(Mix.NONE);
  }

  /** Before any model was published, the labels that were seen say what labels there are. */
  private List<String> labels(ModelManifest champion) {
    if (champion != null && champion.facts() != null && champion.facts().labels() != null) {
      return allowedLabels.apply(champion.facts().labels());
    }
    Set<String> seen = new TreeSet<>();
    for (Sighting one : view.labels().before(Long.MAX_VALUE, LabelFilter.NONE, 1)) {
      if (one.label().probabilities() != null) { // else a stranger wrote it
        seen.addAll(one.label().probabilities().keySet());
      }
    }
    return seen.isEmpty() ? List.of() : allowedLabels.apply(List.copyOf(seen));
  }

  private static List<Line> lines(History history) {
    List<Line> lines = new ArrayList<>();
    history.entries().forEach(entry -> lines.add(new Line(entry.offset(), entry.promotion())));
    Collections.reverse(lines);
    return lines;
  }

  private static List<Version> versions(History history, Map<String, ModelManifest> kept) {
    Set<String> names = history.versions();
    names.addAll(kept.keySet());
    return names.stream().map(name -> version(name, history, kept.get(name))).toList();
  }

  private static Version version(String name, History history, ModelManifest manifest) {
    Optional<Promotion> first = history.firstOn(name);
    Optional<Assessment> figures = history.assessmentOf(name);
    return new Version(
        name,
        state(name, history),
        first.map(Promotion::parent).orElse(null),
        first.map(Promotion::at).orElse(null),
        manifest != null,
        manifest == null ? null : manifest.bytes(),
        figures.map(Assessment::accuracy).orElse(null),
        figures.map(Assessment::macroF1).orElse(null),
        figures.filter(a -> a.corrections() > 0).map(Assessment::agreement).orElse(null),
        history.verdictOn(name).map(v -> v.data().corrections()).orElse(null));
  }

  private static String state(String name, History history) {
    if (history.champion().filter(c -> c.version().equals(name)).isPresent()) {
      return "champion";
    }
    boolean was = history.champions().stream().anyMatch(c -> c.version().equals(name));
    return was ? "earlier" : "refused";
  }

  Training training() {
    Promotion requested = follower.history().pendingRequest().orElse(null);
    Optional<Instance> learner = view.instances().learner();
    if (learner.isEmpty()) {
      return new Training(false, null, null, "no learner runs", requested);
    }
    Instance.Training now = learner.get().training();
    String detail =
        learner.get().detail().lines().filter(l -> l.startsWith("learner")).findFirst().orElse("");
    return now == null
        ? new Training(false, null, null, detail, requested)
        : new Training(true, now.progress(), now.secondsToGo(), detail, requested);
  }
}
