package odia.command;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import odia.dashboard.DashboardSettings;
import odia.event.DeadLetter.Stage;
import odia.feedback.Learner;
import odia.ops.Component;
import odia.ops.StatusServer;
import odia.stream.ClassifyService;
import odia.stream.Counts;

/** Names what the roles count, for {@code /metrics}; Prometheus adds {@code _total} to counters. */
final class Metrics {

  private Metrics() {}

  /**
   * The status server of a process, or null where the settings want none.
   *
   * @param service null where it does not classify
   * @param learner null where it does not learn
   */
  static StatusServer statusServer(Settings settings, ClassifyService service, Learner learner) {
    if (settings.learner().status() == null) {
      return null;
    }
    List<Component> parts = new ArrayList<>();
    if (service != null) {
      parts.add(service);
    }
    if (learner != null) {
      parts.add(learner);
    }
    StatusServer status = new StatusServer(settings.learner().status(), parts);
    if (service != null) {
      classifier(status.registry(), service);
    }
    if (learner != null) {
      learner(status.registry(), learner);
    }
    status.start();
    return status;
  }

  /** What a dashboard in the same process says of it. */
  static DashboardSettings.Status status(List<Component> parts) {
    return new DashboardSettings.Status() {
      @Override
      public String metrics() {
        return "";
      }

      @Override
      public List<Component.CheckResult> checks() {
        return parts.stream().map(Component::check).toList();
      }
    };
  }

  private static void classifier(MeterRegistry registry, ClassifyService service) {
    Counts counts = service.counts();
    count(registry, "odia.labels", "Documents that got a label", counts, Counts::labels);
    count(registry, "odia.examples", "Corrections that became examples", counts, Counts::examples);
    count(registry, "odia.withdrawn", "Corrections withdrawn", counts, Counts::withdrawn);
    count(registry, "odia.superseded", "Corrections older than others", counts, Counts::superseded);
    for (Stage stage : Stage.values()) {
      FunctionCounter.builder("odia.dead.letters", counts, c -> c.deadLetters(stage))
          .tag("of", "documents")
          .tag("stage", stage.wireName())
          .register(registry);
      FunctionCounter.builder("odia.dead.letters", counts, c -> c.correctionDeadLetters(stage))
          .tag("of", "corrections")
          .tag("stage", stage.wireName())
          .register(registry);
    }
    Gauge.builder("odia.corrections.waiting", counts, Counts::waiting)
        .description("Corrections that wait for their documents")
        .register(registry);
    count(registry, "odia.model.swaps", "Models gone live", service, ClassifyService::modelSwaps);
    count(
        registry, "odia.model.refusals", "Models refused", service, ClassifyService::modelRefusals);
  }

  private static <T> void count(
      MeterRegistry registry, String name, String what, T of, ToDoubleFunction<T> count) {
    FunctionCounter.builder(name, of, count).description(what).register(registry);
  }

  private static void learner(MeterRegistry registry, Learner learner) {
    Gauge.builder("odia.training.progress", learner, Learner::progress)
        .description("Share of the training that is done, in [0, 1]; -1 while there is none")
        .register(registry);
    Gauge.builder("odia.training.to.go", learner, Learner::secondsToGo)
        .description("Time the training will still take; -1 while there is none")
        .baseUnit("seconds")
        .register(registry);
  }
}
