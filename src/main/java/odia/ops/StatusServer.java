package odia.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import odia.ops.Meters.Readiness;

/**
 * How a process is, for monitors: {@code /metrics} in Prometheus' text format, {@code /health/live}
 * (answers while the process does) and {@code /health/ready} (200 while all parts are well, else
 * 503; a line a part). Read only, without documents or secrets.
 */
public final class StatusServer implements Component {

  /** Who begins a request and does not end it holds a thread, and no longer than this. */
  private static final int LONGEST_REQUEST_SECONDS = 5;

  private static final int LONGEST_ANSWER_SECONDS = 30;

  private static final int THREADS = 16;

  static {
    // Read once, when the first server of the JVM is made; without it nobody is ever sent away.
    System.setProperty("sun.net.httpserver.maxReqTime", "" + LONGEST_REQUEST_SECONDS);
    System.setProperty("sun.net.httpserver.maxRspTime", "" + LONGEST_ANSWER_SECONDS);
  }

  private final InetSocketAddress address;
  private final Meters meters;
  private HttpServer server;
  private ExecutorService threads;

  /**
   * @param address to listen at
   * @param meters what is served; closed with the server
   */
  public StatusServer(InetSocketAddress address, Meters meters) {
    this.address = address;
    this.meters = meters;
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
    threads = Executors.newFixedThreadPool(THREADS, StatusServer::daemon);
    server.setExecutor(threads);
    server.createContext("/metrics", exchange -> answer(exchange, 200, meters.scrape()));
    server.createContext("/health/live", exchange -> answer(exchange, 200, "live\n"));
    server.createContext("/health/ready", this::ready);
    server.start();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "status");
    thread.setDaemon(true);
    return thread;
  }

  private void ready(HttpExchange exchange) throws IOException {
    Readiness now = meters.readiness();
    answer(exchange, now.ok() ? 200 : 503, now.lines());
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
    meters.close();
    if (server != null) {
      server.stop(0);
      threads.shutdownNow();
      server = null;
    }
  }
}
