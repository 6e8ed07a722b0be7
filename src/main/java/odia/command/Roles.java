package odia.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import odia.event.Instance;
import odia.feedback.Learner;
import odia.ops.Component;
import odia.ops.Component.CheckResult;
import odia.registry.InstanceReporter;
import odia.stream.ClassifyService;

/** What a process does: its parts by role, for whoever says how it is. */
final class Roles {

  private final Map<String, Component> parts = new LinkedHashMap<>();
  private final ClassifyService classifier;
  private final Learner learner;

  private Roles(ClassifyService classifier, Learner learner) {
    this.classifier = classifier;
    this.learner = learner;
  }

  /**
   * @param classifier null where the process does not classify
   * @param learner null where it does not learn
   */
  static Roles of(ClassifyService classifier, Learner learner) {
    Roles roles = new Roles(classifier, learner);
    if (classifier != null) {
      roles.with("classifier", classifier);
    }
    if (learner != null) {
      roles.with("learner", learner);
    }
    return roles;
  }

  /** One role more. */
  Roles with(String role, Component part) {
    parts.put(role, part);
    return this;
  }

  /** Null where the process does not classify. */
  ClassifyService classifier() {
    return classifier;
  }

  /** Null where the process does not learn. */
  Learner learner() {
    return learner;
  }

  private Instance.Training training() {
    double progress = learner == null ? -1 : learner.progress();
    double toGo = learner == null ? -1 : learner.secondsToGo();
    return progress < 0 ? null : new Instance.Training(progress, toGo < 0 ? null : toGo);
  }

  List<Component> parts() {
    return List.copyOf(parts.values());
  }

  private InstanceReporter.State state() {
    List<CheckResult> results = parts.values().stream().map(Component::check).toList();
    return new InstanceReporter.State(
        results.stream().allMatch(CheckResult::ok),
        results.stream().map(CheckResult::detail).collect(Collectors.joining("\n")),
        classifier == null ? null : classifier.modelVersion(),
        training());
  }

  /** Says how the process is, where dashboards look for it; not started yet. */
  InstanceReporter reporter(Settings settings) {
    return new InstanceReporter(settings.client(), List.copyOf(parts.keySet()), this::state);
  }
}
