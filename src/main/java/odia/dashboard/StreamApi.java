package odia.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.sse.SseClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import odia.access.AccessException;
import odia.access.Guard;
import odia.access.Role;
import odia.follow.Follower;
import odia.monitor.RecentLabels.Position;
import odia.monitor.View;

/**
 * Server-sent events. Each client has a thread that reads at its own pace, so that one who does not
 * read holds up nobody else.
 */
final class StreamApi implements AutoCloseable {

  static final String PATH = "/api/stream";

  private static final int MOST = 200;
  private static final int MOST_EACH = 12;
  private static final int STANDARD_SAMPLE = 40;
  private static final int MOST_SAMPLE = 1_000;

  private final View view;
  private final Follower follower;
  private final Pulses pulses;
  private final Guard guard;
  private final Map<String, Integer> clients = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "event-stream");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean closed;

  StreamApi(View view, Follower follower, Pulses pulses, Guard guard) {
    this.guard = guard;
    this.view = view;
    this.follower = follower;
    this.pulses = pulses;
  }

  void routes(RoutesConfig routes) {
    routes.beforeMatched(PATH, this::refuse);
    routes.sse(PATH, this::open, Role.VIEWER);
  }

  /** Before Javalin begins to answer: afterwards nothing can be refused. */
  private void refuse(Context request) {
    if (request.method() != HandlerType.GET) {
      throw new AccessException(405, "This is an event stream: GET it");
    }
    String accepted = request.header("Accept");
    if (accepted == null || !accepted.contains("text/event-stream")) {
      throw new AccessException(406, "This is an event stream: send Accept: text/event-stream");
    }
    wish(request);
    refuseMore(who(request));
  }

  private static String who(Context request) {
    return Guard.person(request).name() + "@" + request.ip();
  }

  private void open(SseClient client) {
    Context request = client.ctx();
    Pump.Wish wish = wish(request);
    String who = who(request);
    admit(who);
    BooleanSupplier outlived = guard.outlived(request);
    client.keepAlive();
    try {
      threads.execute(() -> run(client, wish, who, () -> closed || outlived.getAsBoolean()));
    } catch (RejectedExecutionException e) {
      leave(who);
      client.close(); // the dashboard is closing
    }
  }

  private static Pump.Wish wish(Context request) {
    String last = request.header("Last-Event-ID");
    String id = last == null ? Requests.text(request, "lastEventId") : last;
    Position from = Position.of(id);
    if (id != null && from == null) {
      throw Requests.bad("lastEventId is none that this stream gave");
    }
    int sample = Requests.number(request, "sample", STANDARD_SAMPLE, MOST_SAMPLE);
    return new Pump.Wish(Requests.filter(request), sample, from);
  }

  private synchronized void admit(String who) {
    refuseMore(who);
    clients.merge(who, 1, Integer::sum);
  }

  private synchronized void refuseMore(String who) {
    int all = clients.values().stream().mapToInt(Integer::intValue).sum();
    int theirs = clients.getOrDefault(who, 0);
    if (all >= MOST || theirs >= MOST_EACH) {
      throw new AccessException(
          429,
          "Too many streams are open (%d of %d, %d of them yours of %d); close a window"
              .formatted(all, MOST, theirs, MOST_EACH));
    }
  }

  private synchronized void leave(String who) {
    clients.computeIfPresent(who, (w, count) -> count == 1 ? null : count - 1);
  }

  private void run(SseClient client, Pump.Wish wish, String who, BooleanSupplier ended) {
    try (client) {
      new Pump(view, follower, pulses, client, wish).run(ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      leave(who);
    }
  }

  /** Streams that are open. */
  synchronized int open() {
    return clients.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
  }
}
