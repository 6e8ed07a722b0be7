package odia.dashboard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static odia.dashboard.TestDashboard.ASHA;
import static odia.dashboard.TestDashboard.OLIVIA;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import odia.dashboard.Http.Answer;
import odia.monitor.MovedClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers look like, whatever is asked for; Kafka is away all the time. */
class HardeningIT {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
          + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

  private static final String END = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  @TempDir private static Path folder;
  private static final MovedClock CLOCK = new MovedClock(Instant.now());
  private static TestDashboard dashboard;

  @BeforeAll
  static void start() {
    dashboard =
        new TestDashboard(
            TestDashboard.tokens(folder), TestDashboard.follow(TestDashboard.NOWHERE, 100), CLOCK);
  }

  @AfterAll
  static void stop() {
    dashboard.close();
  }

  @BeforeEach
  void nobodyHasAskedForAMinute() {
    CLOCK.seconds(60);
  }

  private static String raw(String requestLine) {
    return Http.raw(dashboard.url(), requestLine + END);
  }

  private static void assertGuarded(String answer) {
    String head = answer.split("\r\n\r\n")[0].toLowerCase(Locale.ROOT);
    assertThat(head)
        .contains("content-security-policy: " + POLICY.toLowerCase(Locale.ROOT))
        .contains("x-content-type-options: nosniff")
        .contains("x-frame-options: deny")
        .contains("referrer-policy: no-referrer")
        .contains("cross-origin-opener-policy: same-origin")
        .contains("cross-origin-resource-policy: same-origin")
        .contains("permissions-policy: camera=()")
        .contains("cache-control: no-")
        .doesNotContain("server:", "jetty", "x-powered-by");
  }

  /** Found by fuzzing: it was answered as a mistake of the server's. */
  @Test
  void aPathThatNobodyCanDecodeIsRefused() {
    String answer = raw("GET /assets/x;a%=b0");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("The path has a %");
    assertGuarded(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET /assets/app.js",
        "GET /openapi",
        "GET /health/live",
        "GET /health/ready",
        "HEAD /",
        "GET /api/session",
        "GET /api/nothing",
        "GET /assets/nothing.js",
        "POST /api/session",
        "PUT /api/labels",
        "OPTIONS /api/labels",
        "GET /%zz",
        "GET /api/documents/%00",
        "BREW /"
      })
  void everyKindOfAnswerHasTheHeadersThatProtect(String requestLine) {
    assertGuarded(raw(requestLine));
  }

  private static void assertError(int status, String answer) {
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer.toLowerCase(Locale.ROOT)).contains("content-type: application/json");
    assertThat(answer.split("\r\n\r\n", 2)[1]).contains("{\"error\":\"").doesNotContain("<");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /api", "GET /api/", "GET /nothing", "GET /api/models/nothing"})
  void anUnknownAddressIsAnsweredInJson(String requestLine) {
    assertError(404, raw(requestLine));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /api/labels",
        "POST /api/labels",
        "PATCH /api/models",
        "DELETE /",
        "GET /api/review/next",
        "GET /api/models/retrain",
        "POST /api/stream",
        "OPTIONS /api/corrections",
        "TRACE /api/stats"
      })
  void aWrongMethodIsAnsweredInJson(String requestLine) {
    assertError(405, raw(requestLine));
  }

  @Test
  void nothingOfARequestIsSentBackByTrace() {
    String traced = "TRACE / HTTP/1.1\r\nHost: localhost\r\nCookie: secret\r\n";
    assertThat(Http.raw(dashboard.url(), traced + "Connection: close\r\n\r\n"))
        .doesNotContain("secret");
  }

  @Test
  void headIsAnsweredWithoutABodyAndForThoseAloneWhoMayGet() {
    Http asha = dashboard.as(ASHA);
    assertThat(asha.method("HEAD", "/api/stats").status()).isEqualTo(200);
    assertThat(asha.method("HEAD", "/api/stats").body()).isEmpty();
    assertThat(dashboard.as(null).method("HEAD", "/").status()).isEqualTo(200);
    assertThat(dashboard.as(null).method("HEAD", "/health/live").status()).isEqualTo(200);
    assertThat(dashboard.as(null).method("HEAD", "/api/stats").status()).isEqualTo(401);
    assertThat(asha.method("HEAD", "/api/dead-letters").status()).isEqualTo(403);
  }

  @Test
  void headOpensNoStream() {
    Answer head =
        dashboard
            .as(OLIVIA)
            .send(
                dashboard
                    .as(OLIVIA)
                    .to("/api/stream")
                    .header("Accept", "text/event-stream")
                    .method("HEAD", BodyPublishers.noBody()));
    assertThat(head.status()).isEqualTo(405);
    assertThat(dashboard.server().check().detail()).contains("0 streams");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/../../pom.xml",
        "/assets/..%2f..%2fpom.xml",
        "/assets/%2e%2e/%2e%2e/pom.xml",
        "/assets/%2e%2e%2fsimplelogger.properties",
        "/assets/..%5c..%5cpom.xml",
        "/assets/%252e%252e%252fpom.xml",
        "/assets/vendor/..;/..;/index.html",
        "/assets//etc/passwd",
        "/assets/%2fetc%2fpasswd",
        "/assets/file:%2f%2f%2fetc%2fpasswd.txt",
        "/assets/app.js%00.html",
        "/assets/openapi.yaml",
        "/assets/",
        "/assets/vendor"
      })
  void noPathLeadsToWhatIsNoPartOfThePage(String path) {
    assertThat(raw("GET " + path)).containsPattern("^HTTP/1.1 4(00|04) ").doesNotContain("root:");
  }

  @Test
  void whatThePageIsMadeOfHasItsTypeAndIsSentOnce() {
    Answer script = dashboard.as(null).get("/assets/app.js");
    assertThat(script.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    Answer again = dashboard.as(null).get("/assets/app.js", "If-None-Match", script.header("ETag"));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/documents/%3Cscript%3E",
        "/%3Cscript%3E",
        "/assets/%3Cscript%3E.html",
        "/api/labels?limit=%3Cscript%3E",
        "/api/stream?lastEventId=%3Cscript%3E",
        "/api/dead-letters?stage=%3Cscript%3E"
      })
  void whatIsAskedForIsNeverSentBackAsHtml(String path) {
    Answer answer = dashboard.as(OLIVIA).get(path, "Accept", "text/html");
    assertThat(answer.status()).isGreaterThanOrEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void aRequestWhoseHeadIsTooLongIsRefused() {
    String much = "x".repeat(20_000);
    assertError(414, raw("GET /" + much));
    String header = "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + much + "\r\n\r\n";
    String answer = Http.raw(dashboard.url(), header);
    assertError(431, answer);
    assertGuarded(answer);
  }

  private static List<Socket> hold(int count, String request) throws Exception {
    List<Socket> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i % 20 == 0) {
        CLOCK.seconds(10); // an attacker has time
      }
      Socket socket = Http.open(dashboard.url());
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      held.add(socket);
    }
    return held;
  }

  private static void assertOthersAreAnswered(List<Socket> held) throws Exception {
    assertThat(dashboard.as(null).get("/health/live").body()).isEqualTo("live\n");
    assertThat(dashboard.as(ASHA).get("/api/labels").status()).isEqualTo(200);
    for (Socket socket : held) {
      socket.close();
    }
  }

  @Test
  void halfRequestsHoldUpNobody() throws Exception {
    assertOthersAreAnswered(hold(400, "GET / HTTP/1.1\r\nHost: localhost\r\nX"));
  }

  @Test
  void bodiesThatDoNotComeHoldUpNobody() throws Exception {
    String half =
        "POST /api/session HTTP/1.1\r\nHost: localhost\r\nX-Odia: 1\r\nContent-Length: 99\r\n\r\n{";
    assertOthersAreAnswered(hold(900, half));
  }

  @Test
  void aBodyThatIsTooLongIsRefusedBeforeItIsRead() {
    byte[] much = new byte[(3 << 20) + 1];
    Answer answer = dashboard.as(ASHA).post("/api/corrections", much);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.error()).contains("3 MiB");
    String endless = "POST /api/session HTTP/1.1\r\nHost: localhost\r\nX-Odia: 1\r\n";
    String chunks = "Transfer-Encoding: chunked\r\n\r\n";
    String chunk = "400000\r\n" + "x".repeat(0x400000) + "\r\n0\r\n\r\n";
    assertThat(Http.raw(dashboard.url(), endless + "Connection: close\r\n" + chunks + chunk))
        .startsWith("HTTP/1.1 413");
  }
}
