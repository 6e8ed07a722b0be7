package odia.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.javalin.security.Roles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import odia.access.AccessException;
import odia.access.Guard;
import odia.access.Person;
import odia.access.Role;
import odia.follow.Follower;
import odia.follow.RecordLookup;
import odia.follow.Redrive;
import odia.monitor.Sighting;
import odia.monitor.View;
import odia.ops.Component;
import odia.registry.OperatorDesk;
import odia.registry.RegistryException;
import odia.review.CorrectionDesk;
import odia.review.ReviewException;
import odia.review.ReviewQueue;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the topics and serves page and interface. Works, and says so, while Kafka is away. */
public final class DashboardServer implements Component {

  private static final Logger LOG = LoggerFactory.getLogger(DashboardServer.class);

  private static final int LARGEST_REQUEST = 3 << 20;
  private static final String TOO_LONG = "The body is too long; 3 MiB is the most";
  private static final int MOST_LOGINS_AT_ONCE = 20;
  private static final int MOST_IN_QUEUE = 2_000;
  private static final int KAFKA_MILLIS = 5_000;

  private final DashboardSettings settings;
  private final View view;
  private final Follower follower;
  private final Guard guard;
  private final RecordLookup records;
  private final Redrive redrive;
  private final CorrectionDesk desk;
  private final StreamApi streams;
  private final List<Figure> figures;
  private final Semaphore logins = new Semaphore(MOST_LOGINS_AT_ONCE);
  private final Javalin server;
  private volatile boolean started;

  /**
   * @throws AccessException if the address is reached from elsewhere and there are no tokens
   */
  public DashboardServer(DashboardSettings settings, Clock clock) {
    this.settings = settings;
    guard = new Guard(settings.tokens(), settings.address(), clock);
    view = View.empty(settings.follow().kept(), clock);
    follower = new Follower(settings.follow(), view, clock);
    records = new RecordLookup(settings.client());
    redrive = new Redrive(settings.client());
    desk = new CorrectionDesk(settings.client(), view.corrections());
    ReviewQueue queue = queue(clock);
    OperatorDesk operators = new OperatorDesk(hasty(settings.client()));
    Models models = new Models(view, follower, operators, settings.allowedLabels());
    Pulses pulses = new Pulses(view, follower, models, queue, clock);
    streams = new StreamApi(view, follower, pulses, guard);
    figures = figures(queue);
    Documents documents = new Documents(view, records);
    server =
        Javalin.create(
            config -> {
              configure(config);
              new Assets().routes(config.routes);
              new LabelsApi(view, documents, settings.explainer()).routes(config.routes);
              streams.routes(config.routes);
              new ReviewApi(view, documents, queue, desk).routes(config.routes);
              new ModelsApi(models, operators, clock).routes(config.routes);
              new HealthApi(view, follower, models, pulses, settings.meters())
                  .routes(config.routes);
              new DeadLettersApi(view, pulses, records, redrive).routes(config.routes);
            });
    answerHead();
  }

  /** Somebody waits for the answer, and a thread of the server's with them. */
  private static Map<String, Object> hasty(Map<String, Object> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("request.timeout.ms", KAFKA_MILLIS);
    settings.put("default.api.timeout.ms", KAFKA_MILLIS);
    settings.put("max.block.ms", KAFKA_MILLIS);
    return settings;
  }

  /** HEAD is for those who may GET, and answers as GET does; but a stream has no end. */
  private void answerHead() {
    for (Endpoint get : routes()) {
      if (get.method == HandlerType.GET && !get.path.equals(StreamApi.PATH)) {
        Set<Roles> roles = Set.of(get.metadata(Roles.class));
        Endpoint head = new Endpoint(HandlerType.HEAD, get.path, get.handler, roles);
        server.unsafe.internalRouter.addHttpEndpoint(head);
      }
    }
  }

  /** Documents that somebody spoke of are not asked about, unless they took it back. */
  private ReviewQueue queue(Clock clock) {
    ReviewQueue queue = new ReviewQueue(MOST_IN_QUEUE, clock);
    view.onLabel().add(seen -> ask(queue, seen));
    view.onSaid()
        .add(
            id -> {
              Sighting seen = view.labels().of(id);
              if (view.said().counts(id) != null) {
                queue.leave(id);
              } else if (seen != null) {
                ask(queue, seen);
              }
            });
    return queue;
  }

  private void ask(ReviewQueue queue, Sighting seen) {
    if (view.said().counts(seen.label().documentId()) == null) {
      queue.offer(seen);
    }
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = LARGEST_REQUEST;
    config.http.prefer405over404 = true;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new Unreadable()));
    config.jetty.host = settings.address().getAddress().getHostAddress();
    config.jetty.port = settings.address().getPort();
    RoutesConfig routes = config.routes;
    routes.before(request -> Guard.headers().forEach(request::header));
    routes.before(Requests::checkPath);
    routes.beforeMatched(guard::check);
    routes.get("/api/session", this::session, Role.VIEWER);
    routes.post("/api/session", this::logIn, Role.ANYONE);
    routes.delete("/api/session", this::logOut, Role.ANYONE);
    JsonNode description = description();
    routes.get("/openapi", request -> Requests.answer(request, description), Role.ANYONE);
    failures(routes);
  }

  private static JsonNode description() {
    try (InputStream yaml = DashboardServer.class.getResourceAsStream("/dashboard/openapi.yaml")) {
      return new YAMLMapper().readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void failures(RoutesConfig routes) {
    routes.exception(AccessException.class, (e, r) -> fail(r, e.status(), e.getMessage()));
    routes.exception(
        IOException.class,
        (e, r) -> {
          LOG.debug("{} {} was not read to its end", r.method(), r.path(), e);
          fail(r, 400, "The body ended early");
        });
    routes.exception(
        HttpResponseException.class,
        (e, r) -> fail(r, e.getStatus(), e.getStatus() == 413 ? TOO_LONG : e.getMessage()));
    routes.exception(
        RegistryException.class,
        (e, r) -> fail(r, e.getCause() == null ? 409 : 503, e.getMessage()));
    routes.exception(ReviewException.class, (e, r) -> fail(r, status(e), e.getMessage()));
    routes.exception(
        KafkaException.class,
        (e, r) -> fail(r, 503, "Kafka does not answer, try again: " + e.getMessage()));
    routes.exception(
        Exception.class,
        (e, r) -> {
          if (isOver(r)) {
            LOG.debug("A stream's client went away", e);
          } else {
            LOG.error("{} {} failed", r.method(), r.path(), e);
            fail(r, 500, "The dashboard failed; its log says why");
          }
        });
    routes.error(
        404,
        r -> {
          if (r.result() == null || r.result().isEmpty()) {
            fail(r, 404, "There is no " + r.path());
          }
        });
  }

  /**
   * Whether Jetty has taken request and response back, as it does where a stream cannot be written.
   * Javalin goes on with what is left to do all the same, and if what handles the exceptions of
   * that throws one too, it does so for ever.
   */
  private static boolean isOver(Context request) {
    try {
      return request.res().isCommitted();
    } catch (IllegalStateException | NullPointerException e) {
      return true;
    }
  }

  private static int status(ReviewException e) {
    return switch (e.kind()) {
      case BAD -> 400;
      case FORBIDDEN -> 403;
      case UNKNOWN -> 404;
      case USELESS -> 409;
    };
  }

  private static void fail(Context request, int status, String error) {
    Requests.answer(request.status(status), Map.of("error", error));
  }

  private record Session(String name, String role, boolean tokens) {}

  private void answer(Context request, Person person) {
    Requests.answer(
        request, new Session(person.name(), person.role().toString(), guard.hasTokens()));
  }

  private void session(Context request) {
    answer(request, Guard.person(request));
  }

  private void logIn(Context request) {
    // Whoever they are, each holds a thread until the body is there.
    if (!logins.tryAcquire()) {
      throw new AccessException(429, "Too many log in at once, try again");
    }
    try {
      String token = Requests.required(Requests.body(request, "token"), "token", 1_000);
      answer(request, guard.logIn(request, token));
    } finally {
      logins.release();
    }
  }

  private void logOut(Context request) {
    guard.logOut(request);
    request.status(204);
  }

  /**
   * What the dashboard knows that a monitor should.
   *
   * @param of what it is about, where there are several; else null
   */
  public record Figure(String name, String of, String meaning, Supplier<Number> value) {}

  private List<Figure> figures(ReviewQueue queue) {
    return List.of(
        new Figure(
            "odia.dashboard.streams", null, "Event streams that are open", () -> streams.open()),
        new Figure(
            "odia.documents.lag",
            null,
            "Documents that wait for the classifiers; -1 while nobody knows",
            () -> follower.documentLag() == null ? -1 : follower.documentLag()),
        new Figure(
            "odia.kafka.answers",
            null,
            "1 while Kafka answers the dashboard, else 0: what it says of lag is old then",
            () -> follower.check().ok() ? 1 : 0),
        new Figure("odia.review.waiting", null, "Documents in the review queue", queue::size),
        new Figure("odia.lost", "documents", "Records without an outcome", follower::lostDocuments),
        new Figure(
            "odia.lost", "corrections", "Records without an outcome", follower::lostCorrections),
        new Figure(
            "odia.doubled", "documents", "Records with two outcomes", view.documents()::doubled),
        new Figure(
            "odia.doubled",
            "corrections",
            "Records with two outcomes",
            view.correctionsLedger()::doubled));
  }

  /** For {@code /metrics}. */
  public List<Figure> figures() {
    return figures;
  }

  /**
   * Begins to serve; does not wait for Kafka.
   *
   * @throws AccessException if the address cannot be listened at
   */
  @Override
  public void start() {
    try {
      server.start();
    } catch (RuntimeException e) {
      String why = e.getCause() instanceof BindException ? "it is in use" : e.getMessage();
      throw new AccessException(
          500,
          "ODIA_DASHBOARD_ADDRESS=%s:%d cannot be listened at: %s; name another address"
              .formatted(settings.address().getHostString(), settings.address().getPort(), why));
    }
    follower.start();
    started = true;
  }

  /** Every address that is served, with its method and who may ask for it. */
  List<Endpoint> routes() {
    return server.unsafe.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .toList();
  }

  /** Where it is reached, once it has started. */
  public String url() {
    String host = settings.address().getHostString();
    return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, server.port());
  }

  @Override
  public CheckResult check() {
    CheckResult kafka = follower.check();
    return new CheckResult(
        started && kafka.ok(),
        "dashboard, %d streams, %s".formatted(streams.open(), kafka.detail()));
  }

  @Override
  public void close() {
    streams.close();
    server.stop();
    follower.close();
    records.close();
    redrive.close();
    desk.close();
  }
}
