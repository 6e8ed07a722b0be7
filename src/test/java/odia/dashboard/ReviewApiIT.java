package odia.dashboard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static odia.dashboard.TestDashboard.ASHA;
import static odia.dashboard.TestDashboard.BIKASH;
import static odia.dashboard.TestDashboard.VIJAY;
import static odia.dashboard.TestSystem.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import odia.dashboard.Http.Answer;
import odia.event.Example;
import odia.event.Json;
import odia.event.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People's corrections over HTTP, up to the example that comes of them. */
class ReviewApiIT {

  @TempDir private static Path folder;
  private static TestSystem system;
  private static TestDashboard dashboard;

  @BeforeAll
  static void start() {
    system = new TestSystem(folder);
    dashboard = system.dashboard(1_000);
    system.startClassifier();
    for (int i = 0; i < 40; i++) {
      system.document("d" + i, "ଆଜି ବର୍ଷା " + i);
    }
    awaitAnswer()
        .until(
            () -> dashboard.as(VIJAY).get("/api/stats").json().at("/pulse/waiting").asInt() >= 40);
  }

  @AfterAll
  static void stop() {
    dashboard.close();
    system.close();
  }

  private static JsonNode next(String token, String body) {
    Answer answer = dashboard.as(token).post("/api/review/next", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> ids(JsonNode inHand) {
    List<String> ids = new ArrayList<>();
    inHand.path("items").forEach(item -> ids.add(item.path("documentId").asText()));
    return ids;
  }

  private static void giveBack(String token, List<String> ids) {
    ids.forEach(id -> next(token, "{\"put\":\"" + id + "\"}"));
  }

  private static Answer correct(String token, String id, String label) {
    Map<String, String> said = Map.of("documentId", id, "label", label);
    return dashboard.as(token).post("/api/corrections", Json.bytes(said));
  }

  private static JsonNode correction(String id) {
    for (JsonNode one : dashboard.as(VIJAY).get("/api/corrections").json().path("corrections")) {
      if (one.path("id").asText().equals(id)) {
        return one;
      }
    }
    return Json.MAPPER.missingNode();
  }

  private static JsonNode awaitState(String id, String state) {
    awaitAnswer().until(() -> correction(id).path("state").asText().equals(state));
    return correction(id);
  }

  private static String sent(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    return answer.json().path("id").asText();
  }

  private static Answer undo(String token, String id) {
    return dashboard.as(token).post("/api/corrections/" + id + "/undo", "{}");
  }

  private static Example example(String id) {
    List<ConsumerRecord<byte[], byte[]>> all = system.records(Topic.EXAMPLES, id);
    return Json.read(all.get(all.size() - 1).value(), Example.class);
  }

  @Test
  void twoAnnotatorsNeverHoldTheSameDocumentThoughAllAskAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<JsonNode>> asked = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String token = i % 2 == 0 ? ASHA : BIKASH;
        asked.add(() -> next(token, "{\"count\":" + (1 + asked.size() % 10) + "}"));
      }
      List<Set<String>> held = List.of(new HashSet<>(), new HashSet<>());
      List<Future<JsonNode>> answers = threads.invokeAll(asked);
      for (int i = 0; i < answers.size(); i++) {
        held.get(i % 2).addAll(ids(answers.get(i).get()));
      }
      assertThat(held.get(0)).isNotEmpty().doesNotContainAnyElementsOf(held.get(1));
      giveBack(ASHA, List.copyOf(held.get(0)));
      giveBack(BIKASH, List.copyOf(held.get(1)));
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void whatIsInHandIsSkippedKeptAndGivenBack() {
    String first = ids(next(ASHA, "{}")).get(0);
    assertThat(ids(next(ASHA, "{\"keep\":\"" + first + "\"}"))).containsExactly(first);
    assertThat(ids(next(BIKASH, "{\"count\":10}"))).hasSize(10).doesNotContain(first);
    assertThat(ids(next(ASHA, "{\"put\":\"" + first + "\"}"))).isEmpty();
    List<String> bikashs = ids(next(BIKASH, "{\"skip\":\"" + first + "\",\"count\":10}"));
    assertThat(bikashs).hasSize(10).doesNotContain(first);
    giveBack(BIKASH, bikashs);
    String second = ids(next(ASHA, "{}")).get(0);
    assertThat(ids(next(ASHA, "{\"skip\":\"" + second + "\"}"))).doesNotContain(second);
    giveBack(ASHA, ids(next(ASHA, "{\"count\":10}")));
  }

  @Test
  void aCorrectionBecomesAnExampleByTheTokensName() {
    try (Events events = new Events(dashboard.as(VIJAY), "")) {
      events.await("stats");
      String id = sent(correct(ASHA, "d30", " sports "));
      JsonNode recorded = awaitState(id, "recorded");
      assertThat(recorded.path("by").asText()).isEqualTo("asha");
      assertThat(recorded.path("givenLabel").asText()).isEqualTo("politics");
      TestSystem.await()
          .until(
              () ->
                  events.all("correction").stream()
                      .anyMatch(
                          e ->
                              e.data().path("id").asText().equals(id)
                                  && e.data().path("state").asText().equals("recorded")));
    }
    assertThat(example("d30").by()).isEqualTo("asha");
    assertThat(example("d30").label()).isEqualTo("sports");
  }

  @Test
  void nobodySpeaksInAnothersName() {
    String body = "{\"documentId\":\"d31\",\"label\":\"sports\",\"by\":\"bikash\"}";
    Answer answer = dashboard.as(ASHA).post("/api/corrections", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).contains("\"by\" is no field");
  }

  @Test
  void aLabelThatThereIsNotIsRefusedAndSaysWhy() {
    String id = sent(correct(ASHA, "d32", "weather"));
    assertThat(awaitState(id, "refused").path("reason").asText()).contains("label");
    assertThat(undo(ASHA, id).status()).isEqualTo(409);
  }

  @Test
  void whatIsOlderThanWhatCountsIsSuperseded() {
    awaitState(sent(correct(ASHA, "d33", "sports")), "recorded");
    Map<String, String> old =
        Map.of(
            "documentId", "d33",
            "label", "politics",
            "by", "late",
            "at", Instant.now().minusSeconds(3_600).toString());
    var place = system.put(Topic.CORRECTIONS, "d33", Json.bytes(old), Map.of());
    String id = place.partition() + "-" + place.offset();
    assertThat(awaitState(id, "superseded").path("reason").asText()).contains("asha");
  }

  @Test
  void onesOwnCorrectionIsTakenBackAndNobodyElses() {
    String id = sent(correct(ASHA, "d34", "sports"));
    awaitState(id, "recorded");
    Answer refused = undo(BIKASH, id);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.error()).contains("asha");
    awaitState(sent(undo(ASHA, id)), "withdrawn");
    assertThat(undo(ASHA, id).status()).isEqualTo(409);
    assertThat(undo(ASHA, "9-999").status()).isEqualTo(404);
    assertThat(example("d34")).isNull();
  }

  @Test
  void whatIsTakenBackAtOnceIsInTheSameHandsStill() {
    String id = sent(correct(ASHA, "d35", "sports"));
    String undone = sent(undo(ASHA, id));
    awaitAnswer().until(() -> system.records(Topic.EXAMPLES, "d35").size() == 2);
    awaitState(id, "recorded");
    awaitState(undone, "withdrawn");
    assertThat(ids(next(ASHA, "{\"count\":10}"))).contains("d35");
    List<String> bikashs = ids(next(BIKASH, "{\"count\":10}"));
    assertThat(bikashs).isNotEmpty().doesNotContain("d35");
    giveBack(BIKASH, bikashs);
    giveBack(ASHA, ids(next(ASHA, "{\"count\":10}")));
  }

  @Test
  void aViewerCorrectsNothing() {
    assertThat(correct(VIJAY, "d36", "sports").status()).isEqualTo(403);
    assertThat(dashboard.as(VIJAY).post("/api/review/next", "{}").status()).isEqualTo(403);
    assertThat(undo(VIJAY, "0-0").status()).isEqualTo(403);
  }

  private static void assertRefused(String path, byte[] body) {
    Answer answer = dashboard.as(BIKASH).post(path, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.error()).hasSizeBetween(20, 300);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{\"documentId\":\"d\",\"label\":\"x\"} and more",
        "{\"documentId\":\"d\",\"documentId\":\"e\",\"label\":\"x\"}",
        "{\"label\":\"x\"}",
        "{\"documentId\":\"d\"}",
        "{\"documentId\":\"d\",\"label\":\" \"}",
        "{\"documentId\":\"\",\"label\":\"x\"}",
        "{\"documentId\":5,\"label\":\"x\"}",
        "{\"documentId\":\"d\",\"label\":[\"x\"]}",
        "{\"documentId\":\"d\",\"label\":\"x\",\"text\":{}}",
        "{\"documentId\":\"d\",\"label\":\"x\",\"unheard\":1}"
      })
  void whatIsNoCorrectionIsRefusedWithASentence(String body) {
    assertRefused("/api/corrections", body.getBytes(UTF_8));
  }

  @Test
  void whatIsTooLongOrNoUnicodeIsRefused() {
    String id = "x".repeat(513);
    assertThat(correct(BIKASH, id.substring(1), "weather").status()).isEqualTo(202);
    assertThat(correct(BIKASH, id, "sports").error()).contains("512");
    assertRefused(
        "/api/corrections", "{\"documentId\":\"ÿ\",\"label\":\"x\"}".getBytes(ISO_8859_1));
    assertThat(dashboard.as(BIKASH).post("/api/corrections", new byte[4 << 20]).status())
        .isEqualTo(413);
    byte[] half = "{\"documentId\":\"\\ud800\",\"label\":\"x\"}".getBytes(UTF_8);
    assertThat(dashboard.as(BIKASH).post("/api/corrections", half).status()).isLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"count\":11}",
        "{\"count\":-1}",
        "{\"count\":\"1\"}",
        "{\"count\":1.5}",
        "{\"skip\":7}",
        "{\"unheard\":1}"
      })
  void whatAsksForNoDocumentsIsRefused(String body) {
    assertRefused("/api/review/next", body.getBytes(UTF_8));
  }

  @Test
  void correctionsAreListedByWhoSaidThem() {
    sent(correct(BIKASH, "d37", "weather"));
    awaitAnswer()
        .until(
            () ->
                dashboard
                        .as(VIJAY)
                        .get("/api/corrections?by=bikash&limit=1")
                        .json()
                        .path("corrections")
                        .size()
                    == 1);
    assertThat(dashboard.as(VIJAY).get("/api/corrections?by=nobody").json().path("corrections"))
        .isEmpty();
    assertThat(dashboard.as(VIJAY).get("/api/corrections?limit=0").status()).isEqualTo(400);
  }
}
