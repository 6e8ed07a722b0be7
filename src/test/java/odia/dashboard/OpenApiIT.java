package odia.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static odia.dashboard.TestDashboard.ASHA;
import static odia.dashboard.TestDashboard.OLIVIA;
import static odia.dashboard.TestDashboard.VIJAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.HandlerType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import odia.dashboard.Events.Event;
import odia.dashboard.Http.Answer;
import odia.event.Instance;
import odia.event.Json;
import odia.event.TestPromotions;
import odia.event.Topic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The interface is what openapi.yaml says, with real data of a classifier that works. */
class OpenApiIT {

  @TempDir private static Path folder;
  private static final ApiSchemas SCHEMAS = new ApiSchemas();
  private static TestSystem system;
  private static TestDashboard dashboard;

  @BeforeAll
  static void fill() {
    system = new TestSystem(folder);
    dashboard = system.dashboard(100);
    system.startClassifier();
    system.document("ଦଲିଲ-1", "ଆଜି ଖେଳ ଅଛି");
    system.document("ଦଲିଲ-2", "ଆଜି ବର୍ଷା");
    system.document("english", "no letter of Odia");
    system.put(Topic.DOCUMENTS, "broken", "no json".getBytes(UTF_8), Map.of("h", new byte[] {1}));
    sayHowModelsAre();
    TestSystem.awaitAnswer().until(() -> labels().size() == 2 && deadLetters().size() == 2);
    TestSystem.awaitAnswer()
        .until(() -> dashboard.as(VIJAY).get("/api/models").json().path("promotions").size() == 3);
    TestSystem.awaitAnswer()
        .until(() -> dashboard.as(VIJAY).get("/api/stats").json().path("instances").size() > 0);
  }

  private static void sayHowModelsAre() {
    system.kafka().publish("model".getBytes(UTF_8), "v2");
    system.kafka().say(TestPromotions.verdict(TestPromotions.promoted("v2", "v1"), 90, 80, 5));
    system.kafka().say(TestPromotions.verdict(TestPromotions.refused("v3", "v2"), 70, 90, 6));
    system.kafka().say(TestPromotions.request("olivia"));
    Instance learner =
        new Instance(
            "learner-1",
            List.of("learner"),
            "host",
            Instant.now(),
            Instant.now().plusSeconds(600),
            true,
            "trains",
            "v2",
            new Instance.Training(0.5, null));
    system.put(Topic.INSTANCES, learner.id(), Json.bytes(learner), Map.of());
  }

  @AfterAll
  static void stop() {
    dashboard.close();
    system.close();
  }

  private static JsonNode labels() {
    return dashboard.as(VIJAY).get("/api/labels").json().path("labels");
  }

  private static JsonNode deadLetters() {
    return dashboard.as(OLIVIA).get("/api/dead-letters").json().path("deadLetters");
  }

  private static String document(String id) {
    return "/api/documents/" + Http.encoded(id);
  }

  private static JsonNode assertAnswer(String operation, int status, Answer answer) {
    assertThat(answer.status()).as(operation + " " + answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(SCHEMAS.wrong(operation, status, answer.json())).as(answer.body()).isEmpty();
    return answer.json();
  }

  @Test
  void everyRouteIsDescribedAndTheReverse() {
    Set<String> served =
        dashboard.server().routes().stream()
            .filter(route -> route.method != HandlerType.HEAD)
            .map(route -> route.method.name() + " " + route.path)
            .collect(Collectors.toCollection(HashSet::new));
    served.removeAll(Set.of("GET /", "GET /favicon.ico", "GET /assets/<path>"));
    assertThat(SCHEMAS.operations()).isEqualTo(served);
  }

  @Test
  void theDescriptionIsServedAndNoCommaCutsASentenceOff() {
    Answer answer = dashboard.as(null).get("/openapi");
    assertThat(answer.json().path("openapi").asText()).isEqualTo("3.0.3");
    assertThat(answer.json().path("paths").size()).isPositive();
    assertThat(answer.body()).doesNotContain(":null");
  }

  @Test
  void whatIsSeenIsAsDescribed() {
    Http vijay = dashboard.as(VIJAY);
    assertAnswer("GET /api/session", 200, vijay.get("/api/session"));
    assertAnswer("GET /api/labels", 200, vijay.get("/api/labels?limit=1"));
    assertAnswer("GET /api/documents/{id}", 200, vijay.get(document("ଦଲିଲ-1")));
    assertAnswer(
        "GET /api/documents/{id}/attribution", 200, vijay.get(document("ଦଲିଲ-1") + "/attribution"));
    assertAnswer("GET /api/corrections", 200, vijay.get("/api/corrections"));
    JsonNode stats = assertAnswer("GET /api/stats", 200, vijay.get("/api/stats"));
    assertThat(stats.path("instances").size()).isPositive();
    assertThat(stats.path("lag").size()).isPositive();
  }

  @Test
  void modelsAreAsDescribed() {
    JsonNode models = assertAnswer("GET /api/models", 200, dashboard.as(VIJAY).get("/api/models"));
    assertThat(models.path("champion").asText()).isEqualTo("v2");
    assertThat(models.path("versions").size()).isEqualTo(2);
    assertThat(models.at("/training/running").asBoolean()).isTrue();
    assertThat(models.at("/training/requested/by").asText()).isEqualTo("olivia");
    assertThat(models.at("/assessment/holdOutRight").asInt()).isEqualTo(90);
  }

  @Test
  void deadLettersAreAsDescribed() {
    Answer answer = dashboard.as(OLIVIA).get("/api/dead-letters");
    JsonNode page = assertAnswer("GET /api/dead-letters", 200, answer);
    assertThat(page.at("/byStage/decode").asInt()).isEqualTo(1);
    assertThat(page.at("/byStage/language").asInt()).isEqualTo(1);
  }

  @Test
  void whatIsSaidAndDoneIsAnsweredAsDescribed() {
    String said = "{\"documentId\":\"ଦଲିଲ-2\",\"label\":\"sports\"}";
    Http asha = dashboard.as(ASHA);
    JsonNode sent = assertAnswer("POST /api/corrections", 202, asha.post("/api/corrections", said));
    TestSystem.awaitAnswer()
        .until(() -> asha.get("/api/corrections").body().contains("\"recorded\""));
    assertAnswer("GET /api/corrections", 200, asha.get("/api/corrections"));
    assertAnswer("GET /api/documents/{id}", 200, asha.get(document("ଦଲିଲ-2")));
    String undo = "/api/corrections/" + sent.path("id").asText() + "/undo";
    assertAnswer("POST /api/corrections/{id}/undo", 202, asha.post(undo, "{}"));
    assertAnswer("POST /api/review/next", 200, asha.post("/api/review/next", "{}"));
    String reason = "{\"reason\":\"ପରୀକ୍ଷା\"}";
    assertAnswer(
        "POST /api/models/retrain", 202, dashboard.as(OLIVIA).post("/api/models/retrain", reason));
  }

  @Test
  void refusalsAreAsDescribed() {
    Http vijay = dashboard.as(VIJAY);
    assertAnswer("GET /api/session", 401, dashboard.as(null).get("/api/session"));
    assertAnswer("GET /api/labels", 400, vijay.get("/api/labels?limit=501"));
    assertAnswer("GET /api/documents/{id}", 404, vijay.get("/api/documents/none"));
    assertAnswer("POST /api/corrections", 403, vijay.post("/api/corrections", "{}"));
    assertAnswer("POST /api/corrections", 400, dashboard.as(ASHA).post("/api/corrections", "{}"));
    assertAnswer("GET /api/stream", 406, vijay.get("/api/stream"));
    assertAnswer(
        "POST /api/models/promote",
        409,
        dashboard
            .as(OLIVIA)
            .post("/api/models/promote", "{\"version\":\"v2\",\"reason\":\"again\"}"));
  }

  @Test
  void everyEventIsAsDescribed() {
    try (Events events = new Events(dashboard.as(OLIVIA), "?lastEventId=00000000.0.5-999")) {
      events.await("gap");
      events.await("labels");
      events.await("stats");
      dashboard.as(OLIVIA).post("/api/models/retrain", "{\"reason\":\"an event\"}");
      String said = "{\"documentId\":\"unheard-of\",\"label\":\"sports\"}";
      dashboard.as(ASHA).post("/api/corrections", said);
      events.await("correction");
      events.await("promotion");
      for (String name : List.of("gap", "labels", "stats", "correction", "promotion")) {
        for (Event event : events.all(name)) {
          assertThat(SCHEMAS.wrongEvent(name, event.data())).as("%s", event).isEmpty();
        }
      }
    }
  }

  @Test
  void figuresOfTheProcessAreTextForPrometheus() {
    Answer metrics = dashboard.as(VIJAY).get("/metrics");
    assertThat(metrics.header("Content-Type"))
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(metrics.body()).contains("# TYPE jvm_memory_used_bytes gauge");
  }

  @Test
  void theProcessSaysThatItLivesAndIsReady() {
    assertThat(dashboard.as(null).get("/health/live").body()).isEqualTo("live\n");
    Answer ready = dashboard.as(null).get("/health/ready");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.body()).contains("ok   dashboard: Kafka answers");
  }
}
