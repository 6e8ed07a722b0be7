package odia.ops;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.stream.Collectors;
import odia.ops.Component.CheckResult;

/**
 * How a process is, as texts for whatever serves them: its figures, those of the JVM among them,
 * and whether its parts are well. Free of documents and secrets; thread-safe.
 */
public final class Meters implements AutoCloseable {

  private final List<Component> parts;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /**
   * Whether all parts are well.
   *
   * @param lines one a part, each with its end
   */
  public record Readiness(boolean ok, String lines) {}

  /**
   * @param parts whose health it tells
   */
  public Meters(List<Component> parts) {
    this.parts = List.copyOf(parts);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Takes what else is to be told; closing the meters closes it. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /** All figures in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }

  /** Asks all parts. */
  public Readiness readiness() {
    List<CheckResult> results = parts.stream().map(Component::check).toList();
    String lines =
        results.stream()
            .map(result -> (result.ok() ? "ok   " : "BAD  ") + result.detail() + '\n')
            .collect(Collectors.joining());
    return new Readiness(results.stream().allMatch(CheckResult::ok), lines);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
