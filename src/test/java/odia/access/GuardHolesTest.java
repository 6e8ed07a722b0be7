package odia.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import odia.monitor.MovedClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an attacker would try that a browser's own rules do not stop. */
class GuardHolesTest {

  private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 0);

  @TempDir private static Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String token = Tokens.make();
  private Javalin server;

  @BeforeEach
  void serve() throws Exception {
    Path file = folder.resolve("tokens");
    Tokens tokens = Tokens.read(Files.writeString(file, Tokens.line("asha", "viewer", token)));
    Guard guard = new Guard(tokens, LOCAL, new MovedClock());
    server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.beforeMatched(guard::check);
              config.routes.get("/see", r -> r.result(Guard.person(r).name()), Role.VIEWER);
              config.routes.get("/forgotten", r -> r.result("secret"));
              config.routes.post(
                  "/login", r -> r.result(guard.logIn(r, r.body()).name()), Role.ANYONE);
              config.routes.exception(AccessException.class, (e, r) -> r.status(e.status()));
            });
    server.start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private int see(String... headers) throws Exception {
    return send(to("/see").headers(headers)).statusCode();
  }

  private String logIn(String cookie) throws Exception {
    HttpRequest.Builder request =
        to("/login").header("X-Odia", "1").header("Cookie", "odia_session=" + cookie);
    HttpResponse<String> answer =
        send(request.POST(HttpRequest.BodyPublishers.ofString(token + "\n")));
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split("[=;]")[1];
  }

  @Test
  void aPageOfAnotherOriginUsesNothingUp() throws Exception {
    String bearer = "Bearer " + token;
    assertThat(see("Authorization", bearer, "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
    assertThat(see("Authorization", bearer, "Sec-Fetch-Site", "same-site")).isEqualTo(403);
    assertThat(see("Authorization", bearer, "Sec-Fetch-Site", "same-origin")).isEqualTo(200);
    assertThat(see("Authorization", bearer, "Sec-Fetch-Site", "none")).isEqualTo(200);
  }

  @Test
  void aLinkOnAnotherPageMayBeFollowed() throws Exception {
    String[] headers = {
      "Authorization",
      "Bearer " + token,
      "Sec-Fetch-Site",
      "cross-site",
      "Sec-Fetch-Mode",
      "navigate"
    };
    assertThat(see(headers)).isEqualTo(200);
  }

  @Test
  void theSchemesCaseDoesNotMatterTheTokensDoes() throws Exception {
    assertThat(see("Authorization", "bearer " + token)).isEqualTo(200);
    assertThat(see("Authorization", "Bearer " + token.toLowerCase(java.util.Locale.ROOT) + "x"))
        .isEqualTo(401);
    assertThat(see("Authorization", "Bearer ")).isEqualTo(401);
    assertThat(see("Authorization", "Basic " + token)).isEqualTo(401);
  }

  @Test
  void aSessionSomebodyElseChoseIsNotTakenOver() throws Exception {
    String session = logIn("chosen-by-an-attacker");
    assertThat(session).isNotEqualTo("chosen-by-an-attacker");
    assertThat(see("Cookie", "odia_session=" + session)).isEqualTo(200);
    assertThat(see("Cookie", "odia_session=chosen-by-an-attacker")).isEqualTo(401);
  }

  @Test
  void loggingInAgainEndsTheSessionBefore() throws Exception {
    String first = logIn("");
    String second = logIn(first);
    assertThat(see("Cookie", "odia_session=" + first)).isEqualTo(401);
    assertThat(see("Cookie", "odia_session=" + second)).isEqualTo(200);
  }

  @Test
  void aRouteWhoseRoleWasForgottenIsForOperators() throws Exception {
    HttpRequest.Builder forgotten = to("/forgotten").header("Authorization", "Bearer " + token);
    assertThat(send(forgotten).statusCode()).isEqualTo(403);
  }

  @Test
  void anAddressThatNobodyKnowsIsNotTakenForThisMachine() {
    InetSocketAddress unknown = InetSocketAddress.createUnresolved("nowhere.invalid", 80);
    assertThatThrownBy(() -> new Guard(Tokens.NONE, unknown, new MovedClock()))
        .isInstanceOf(AccessException.class)
        .hasMessageContaining("ODIA_DASHBOARD_ADDRESS=nowhere.invalid:80");
  }
}
