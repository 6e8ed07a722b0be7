package odia.dashboard;

import static java.util.stream.Collectors.toSet;
import static odia.dashboard.TestDashboard.ASHA;
import static odia.dashboard.TestDashboard.OLIVIA;
import static odia.dashboard.TestDashboard.VIJAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.security.Roles;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import odia.access.AccessException;
import odia.access.Role;
import odia.access.Tokens;
import odia.dashboard.Http.Answer;
import odia.monitor.MovedClock;
import odia.ops.Meters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may ask for what, over HTTP; Kafka is away all the time. */
class AccessIT {

  /** Every route there is. Who adds one says here who may use it. */
  private static final Map<String, Role> ROUTES = new HashMap<>();

  static {
    for (String open :
        List.of(
            "GET /",
            "GET /favicon.ico",
            "GET /assets/<path>",
            "GET /openapi",
            "GET /health/live",
            "GET /health/ready",
            "POST /api/session",
            "DELETE /api/session")) {
      ROUTES.put(open, Role.ANYONE);
    }
    for (String seen :
        List.of(
            "GET /api/session",
            "GET /api/labels",
            "GET /api/stream",
            "GET /api/documents/{id}",
            "GET /api/documents/{id}/attribution",
            "GET /api/corrections",
            "GET /api/models",
            "GET /api/stats",
            "GET /metrics")) {
      ROUTES.put(seen, Role.VIEWER);
    }
    for (String said :
        List.of(
            "POST /api/review/next", "POST /api/corrections", "POST /api/corrections/{id}/undo")) {
      ROUTES.put(said, Role.ANNOTATOR);
    }
    for (String done :
        List.of(
            "POST /api/models/retrain",
            "POST /api/models/promote",
            "POST /api/models/rollback",
            "GET /api/dead-letters",
            "POST /api/dead-letters/redrive")) {
      ROUTES.put(done, Role.OPERATOR);
    }
  }

  @TempDir private static Path folder;
  private static final MovedClock CLOCK = new MovedClock(Instant.now());
  private static TestDashboard open;
  private static TestDashboard guarded;

  @BeforeAll
  static void start() {
    open = new TestDashboard(Tokens.NONE, TestDashboard.follow(TestDashboard.NOWHERE, 100), CLOCK);
    guarded =
        new TestDashboard(
            TestDashboard.tokens(folder), TestDashboard.follow(TestDashboard.NOWHERE, 100), CLOCK);
  }

  @AfterAll
  static void stop() {
    open.close();
    guarded.close();
  }

  @BeforeEach
  void nobodyHasAskedForAMinute() {
    CLOCK.seconds(60);
  }

  private static String named(Endpoint route) {
    return route.method.name() + " " + route.path;
  }

  @Test
  void everyRouteSaysWhoMayUseItAsItIsAgreed() {
    Map<String, Set<?>> found = new HashMap<>();
    for (Endpoint route : guarded.server().routes()) {
      Roles roles = route.metadata(Roles.class);
      if (route.method != HandlerType.HEAD) {
        found.put(named(route), roles == null ? Set.of() : roles.getRoles());
      }
    }
    assertThat(found.keySet()).isEqualTo(ROUTES.keySet());
    ROUTES.forEach((route, role) -> assertThat(found.get(route)).as(route).isEqualTo(Set.of(role)));
  }

  /** Status of a request that is understood, but asks for nothing. */
  private static int status(String route, String token) {
    String[] parts = route.split(" ");
    String path = parts[1].replace("<path>", "app.js").replace("{id}", "nothing");
    Http http = guarded.as(token);
    return parts[0].equals("POST")
        ? http.post(path, "{}").status()
        : http.method(parts[0], path).status();
  }

  @Test
  void everyRouteAnswersWhoeverMayUseItAndNobodyElse() {
    Map<String, Role> people =
        Map.of(VIJAY, Role.VIEWER, ASHA, Role.ANNOTATOR, OLIVIA, Role.OPERATOR);
    ROUTES.forEach(
        (route, needed) ->
            people.forEach(
                (token, role) -> {
                  if (role.includes(needed)) {
                    assertThat(status(route, token)).as(route).isNotIn(401, 403);
                  } else {
                    assertThat(status(route, token)).as(route).isEqualTo(403);
                  }
                }));
  }

  @Test
  void withoutATokenOrWithAWrongOneOnlyWhatIsForAnyoneIsAnswered() {
    Set<String> open =
        ROUTES.keySet().stream().filter(route -> ROUTES.get(route) == Role.ANYONE).collect(toSet());
    for (String route : ROUTES.keySet()) {
      boolean isOpen = open.contains(route);
      assertThat(status(route, null) != 401).as(route).isEqualTo(isOpen);
      assertThat(status(route, Tokens.make()) != 401).as(route).isEqualTo(isOpen);
    }
  }

  @Test
  void anAddressThatOthersReachNeedsTokens() {
    DashboardSettings settings =
        new DashboardSettings(
            new InetSocketAddress("0.0.0.0", 0),
            Tokens.NONE,
            TestDashboard.follow(TestDashboard.NOWHERE, 100),
            labels -> labels,
            null,
            new Meters(List.of()));
    assertThatThrownBy(() -> new DashboardServer(settings, Clock.systemUTC()))
        .isInstanceOf(AccessException.class)
        .hasMessageContaining("ODIA_DASHBOARD_ADDRESS=0.0.0.0:0")
        .hasMessageContaining("ODIA_DASHBOARD_TOKENS");
  }

  private static String withHost(String host) {
    return Http.raw(
        open.url(), "GET /api/stats HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  @Test
  void aNameThatPointsToThisMachineIsRefused() {
    assertThat(withHost("rebound.example.org")).startsWith("HTTP/1.1 403").contains("127.0.0.1");
    assertThat(withHost("rebound.example.org:8080")).startsWith("HTTP/1.1 403");
    assertThat(withHost("127.0.0.1.example.org")).startsWith("HTTP/1.1 403");
    assertThat(withHost("localhost:1234")).startsWith("HTTP/1.1 200");
    assertThat(withHost("[::1]:1234")).startsWith("HTTP/1.1 200");
  }

  @Test
  void aRequestWithoutAHostOrWithTwoIsRefused() {
    assertThat(Http.raw(open.url(), "GET /api/stats HTTP/1.0\r\n\r\n")).contains(" 403 ");
    String two = "GET / HTTP/1.1\r\nHost: localhost\r\nHost: example.org\r\n\r\n";
    assertThat(Http.raw(open.url(), two)).startsWith("HTTP/1.1 400");
  }

  private static HttpRequest.Builder nothing(TestDashboard at) {
    return at.as(null).to("/api/models/retrain").POST(BodyPublishers.ofString("{}"));
  }

  @Test
  void withoutTokensAChangeNeedsAHeaderThatOtherPagesCannotSend() {
    Answer without = open.as(null).send(nothing(open));
    assertThat(without.status()).isEqualTo(403);
    assertThat(without.error()).contains("X-Odia");
    Answer with = open.as(null).send(nothing(open).header("X-Odia", "1"));
    assertThat(with.status()).isEqualTo(400);
  }

  @Test
  void aPageOfAnotherOriginMayChangeNothing() {
    for (String origin : List.of("https://example.org", "null", "http://127.0.0.1:1", "::")) {
      HttpRequest.Builder request = nothing(open).header("X-Odia", "1").header("Origin", origin);
      assertThat(open.as(null).send(request).status()).as(origin).isEqualTo(403);
    }
    HttpRequest.Builder own = nothing(open).header("X-Odia", "1").header("Origin", open.url());
    assertThat(open.as(null).send(own).status()).isEqualTo(400);
  }

  @Test
  void aPageOfAnotherOriginMayNotEvenAsk() {
    Http http = open.as(null);
    assertThat(http.get("/api/stats", "Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
    assertThat(http.get("/", "Sec-Fetch-Site", "same-site").status()).isEqualTo(403);
    assertThat(http.get("/api/stats", "Sec-Fetch-Site", "same-origin").status()).isEqualTo(200);
  }

  private static Answer logIn(String token) {
    return guarded.as(null).post("/api/session", "{\"token\":\"" + token + "\"}");
  }

  private static String[] cookie(Answer login) {
    return new String[] {"Cookie", login.header("Set-Cookie").split(";")[0]};
  }

  @Test
  void aTokenOpensASessionWhoseCookieNoScriptReadsAndNoOtherSiteSends() {
    Answer login = logIn(ASHA);
    assertThat(login.status()).isEqualTo(200);
    assertThat(login.json().path("name").asText()).isEqualTo("asha");
    assertThat(login.header("Set-Cookie")).contains("HttpOnly").contains("SameSite=Strict");
    assertThat(login.header("Set-Cookie")).contains("Path=/").doesNotContain(ASHA);
    Answer session = guarded.as(null).get("/api/session", cookie(login));
    assertThat(session.json().path("role").asText()).isEqualTo("annotator");
    assertThat(session.json().path("tokens").asBoolean()).isTrue();
  }

  @Test
  void behindAProxyWithTlsTheCookieGoesOverTlsAlone() {
    HttpRequest.Builder request =
        guarded.as(null).to("/api/session").headers("X-Odia", "1", "X-Forwarded-Proto", "https");
    Answer login =
        guarded
            .as(null)
            .send(request.POST(BodyPublishers.ofString("{\"token\":\"" + ASHA + "\"}")));
    assertThat(login.header("Set-Cookie")).contains("Secure");
  }

  @Test
  void aWrongTokenOpensNothing() {
    Answer login = logIn(Tokens.make());
    assertThat(login.status()).isEqualTo(401);
    assertThat(login.error()).contains("odia token");
    assertThat(login.header("Set-Cookie")).isNull();
  }

  @Test
  void loggingOutEndsTheSessionAndNotTheToken() {
    String[] cookie = cookie(logIn(ASHA));
    HttpRequest.Builder leave = guarded.as(null).to("/api/session").headers(cookie).DELETE();
    assertThat(guarded.as(null).send(leave.copy()).status()).isEqualTo(403); // it is a change
    assertThat(guarded.as(null).send(leave.header("X-Odia", "1")).status()).isEqualTo(204);
    assertThat(guarded.as(null).get("/api/session", cookie).status()).isEqualTo(401);
    assertThat(guarded.as(ASHA).get("/api/session").status()).isEqualTo(200);
  }

  @Test
  void aStreamEndsWithItsSession() {
    String[] cookie = cookie(logIn(ASHA));
    try (Events stream = new Events(guarded.as(null), "", cookie)) {
      stream.await("stats");
      HttpRequest.Builder leave = guarded.as(null).to("/api/session").headers(cookie).DELETE();
      assertThat(guarded.as(null).send(leave.header("X-Odia", "1")).status()).isEqualTo(204);
      TestSystem.await().until(stream::hasEnded);
    }
  }

  @Test
  void tokensAreNotTriedAsFastAsAProgramCan() {
    int tries = 0;
    Answer answer = logIn("x");
    for (; answer.status() == 401 && tries < 100; tries++) {
      answer = logIn("x");
    }
    assertThat(tries).isEqualTo(10);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isEqualTo("2");
  }

  private static int untilRefused(Http http, String path) {
    int asked = 0;
    while (asked < 1_000 && http.get(path).status() != 429) {
      asked++;
    }
    return asked;
  }

  @Test
  void whoAsksTooOftenIsToldWhenToComeAgainAndNobodyElseIs() {
    assertThat(untilRefused(guarded.as(VIJAY), "/api/session")).isEqualTo(120);
    Answer refused = guarded.as(VIJAY).get("/api/session");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.error()).contains("1 s");
    assertThat(guarded.as(ASHA).get("/api/session").status()).isEqualTo(200);
    CLOCK.seconds(1);
    assertThat(guarded.as(VIJAY).get("/api/session").status()).isEqualTo(200);
  }

  @Test
  void wrongTokensAreLimitedTooAndKeepNobodyOut() {
    assertThat(untilRefused(guarded.as(Tokens.make()), "/api/stats")).isEqualTo(120);
    assertThat(guarded.as(Tokens.make()).get("/api/stats").status()).isEqualTo(429);
    assertThat(guarded.as(ASHA).get("/api/stats").status()).isEqualTo(200);
  }
}
