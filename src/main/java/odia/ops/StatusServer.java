package odia.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a process is, for monitors: {@code /metrics} in Prometheus' text format, {@code /health/live}
 * (answers while the process does) and {@code /health/ready} (200 while all parts are well, else
 * 503; a line a part). Read only, without documents or secrets.
 */
public final class StatusServer implements Component {

  private final InetSocketAddress address;
  private final List<Component> parts;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private HttpServer server;

  /**
   * @param address to listen at
   * @param parts whose health it tells
   */
  public StatusServer(InetSocketAddress address, List<Component> parts) {
    this.address = address;
    this.parts = List.copyOf(parts);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Takes what else is to be told. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /**
   * @throws OpsException if the address cannot be listened at
   */
  @Override
  public void start() {
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new OpsException(
          "ODIA_STATUS_ADDRESS=%s cannot be listened at: %s".formatted(address, e.getMessage()), e);
    }
    server.createContext("/metrics", exchange -> answer(exchange, 200, registry.scrape()));
    server.createContext("/health/live", exchange -> answer(exchange, 200, "live\n"));
    server.createContext("/health/ready", this::ready);
    server.start();
  }

  private void ready(HttpExchange exchange) throws IOException {
    List<CheckResult> results = parts.stream().map(Component::check).toList();
    String lines =
        results.stream()
            .map(result -> (result.ok() ? "ok   " : "BAD  ") + result.detail() + '\n')
            .collect(Collectors.joining());
    answer(exchange, results.stream().allMatch(CheckResult::ok) ? 200 : 503, lines);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Where it listens, once it has started. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public CheckResult check() {
    return new CheckResult(server != null, "status at " + address);
  }

  @Override
  public void close() {
    collections.close();
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }
}
