package odia.command;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import odia.dashboard.DashboardServer;
import odia.event.DeadLetter.Stage;
import odia.feedback.Learner;
import odia.ops.Meters;
import odia.ops.StatusServer;
import odia.stream.ClassifyService;
import odia.stream.Counts;

/** Names what the roles count, for {@code /metrics}; Prometheus adds {@code _total} to counters. */
final class Metrics {

  private Metrics() {}

  /** What the parts of a process count, and the JVM. */
  static Meters meters(Roles roles) {
    Meters meters = new Meters(roles.parts());
    if (roles.classifier() != null) {
      classifier(meters.registry(), roles.classifier());
    }
    if (roles.learner() != null) {
      learner(meters.registry(), roles.learner());
    }
    return meters;
  }

  /** Serves a process's meters where the settings want it; null where they do not. */
  static StatusServer statusServer(Settings settings, Meters meters) {
    if (settings.status() == null) {
      return null;
    }
    StatusServer status = new StatusServer(settings.status(), meters);
    status.start();
    return status;
  }

  private static void classifier(MeterRegistry registry, ClassifyService service) {
    registry.config().meterFilter(new KafkaSeries());
    Counts counts = service.counts();
    count(registry, "odia.labels", "Documents that got a label", counts, Counts::labels);
    count(registry, "odia.examples", "Corrections that became examples", counts, Counts::examples);
    count(registry, "odia.withdrawn", "Corrections withdrawn", counts, Counts::withdrawn);
    count(registry, "odia.superseded", "Corrections older than others", counts, Counts::superseded);
    for (Stage stage : Stage.values()) {
      FunctionCounter.builder("odia.dead.letters", counts, c -> c.deadLetters(stage))
          .description("Documents and corrections that came to nothing")
          .tag("of", "documents")
          .tag("stage", stage.wireName())
          .register(registry);
      FunctionCounter.builder("odia.dead.letters", counts, c -> c.correctionDeadLetters(stage))
          .description("Documents and corrections that came to nothing")
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
    // It looks for new ones every minute, in a thread of its own.
    service.onStreams(streams -> new KafkaStreamsMetrics(streams).bindTo(registry));
  }

  private static <T> void count(
      MeterRegistry registry, String name, String what, T of, ToDoubleFunction<T> count) {
    FunctionCounter.builder(name, of, count).description(what).register(registry);
  }

  /** What a dashboard knows of the whole system. */
  static void dashboard(Meters meters, DashboardServer dashboard) {
    for (DashboardServer.Figure figure : dashboard.figures()) {
      Gauge.Builder<Supplier<Number>> gauge =
          Gauge.builder(figure.name(), figure.value()).description(figure.meaning());
      (figure.of() == null ? gauge : gauge.tag("of", figure.of())).register(meters.registry());
    }
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
