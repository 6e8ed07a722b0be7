package odia.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static odia.dashboard.TestDashboard.ASHA;
import static odia.dashboard.TestDashboard.OLIVIA;
import static odia.dashboard.TestSystem.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import odia.dashboard.Http.Answer;
import odia.event.DeadLetter;
import odia.event.DeadLetter.Origin;
import odia.event.DeadLetter.Stage;
import odia.event.Json;
import odia.event.TestPromotions;
import odia.event.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do over HTTP: with models, and with dead letters. */
class OperatorApiIT {

  @TempDir private static Path folder;
  private static TestSystem system;
  private static TestDashboard dashboard;

  @BeforeAll
  static void start() {
    system = new TestSystem(folder);
    system.kafka().publish("one".getBytes(UTF_8), "v1");
    system.kafka().say(TestPromotions.promoted("v1", null));
    system.kafka().publish("two".getBytes(UTF_8), "v2");
    dashboard = system.dashboard(100);
  }

  @AfterAll
  static void stop() {
    dashboard.close();
    system.close();
  }

  private static Answer post(String path, String body) {
    return dashboard.as(OLIVIA).post(path, body.replace('\'', '"'));
  }

  private static JsonNode models() {
    return dashboard.as(OLIVIA).get("/api/models").json();
  }

  @Test
  void aModelIsPromotedAndRolledBackByNameAndReason() {
    Answer done = post("/api/models/promote", "{'version':'v2','reason':'ଭଲ'}");
    assertThat(done.status()).as(done.body()).isEqualTo(202);
    assertThat(done.json().path("by").asText()).isEqualTo("olivia");
    assertThat(post("/api/models/promote", "{'version':'v2','reason':'again'}").status())
        .isEqualTo(409);
    Answer late = post("/api/models/rollback", "{'champion':'v1','reason':'worse'}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.error()).contains("v2 by now");
    assertThat(post("/api/models/rollback", "{'champion':'v2','reason':'worse'}").status())
        .isEqualTo(202);
    awaitAnswer().until(() -> models().path("champion").asText().equals("v1"));
    assertThat(models().at("/promotions/0/reason").asText()).isEqualTo("worse");
    assertThat(models().at("/promotions/1/reason").asText()).isEqualTo("ଭଲ");
  }

  @Test
  void aModelThatIsNotThereIsNotPromoted() {
    Answer answer = post("/api/models/promote", "{'version':'v9','reason':'why not'}");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.error()).contains("v9");
  }

  @Test
  void nothingIsDoneWithoutAReason() {
    for (String body : List.of("{}", "{'reason':' '}", "{'reason':null}", "{'reason':1}")) {
      assertThat(post("/api/models/retrain", body).status()).as(body).isEqualTo(400);
    }
    String much = "{'reason':'" + "x".repeat(501) + "'}";
    assertThat(post("/api/models/retrain", much).error()).contains("500");
    assertThat(post("/api/models/promote", "{'reason':'x'}").error()).contains("version");
    assertThat(post("/api/models/rollback", "{'reason':'x'}").error()).contains("champion");
  }

  @Test
  void annotatorsChooseNoModels() {
    for (String act : List.of("retrain", "promote", "rollback")) {
      Answer answer = dashboard.as(ASHA).post("/api/models/" + act, "{\"reason\":\"x\"}");
      assertThat(answer.status()).as(act).isEqualTo(403);
      assertThat(answer.error()).contains("annotator").contains("operator");
    }
  }

  /** A dead letter that says it came from this topic. */
  private static RecordMetadata letter(Stage stage, Topic<?> from, String key, byte[] value) {
    Origin origin = new Origin(from.name(), 0, 1, 2);
    return system.deadLetter(new DeadLetter(stage, "a reason", origin), key, value);
  }

  private static JsonNode letters(String query) {
    return dashboard.as(OLIVIA).get("/api/dead-letters" + query).json();
  }

  private static void awaitLetter(String key) {
    awaitAnswer()
        .until(
            () -> letters("?limit=200").path("deadLetters").findValuesAsText("key").contains(key));
  }

  private static Answer redrive(RecordMetadata... letters) {
    var body = Json.MAPPER.createObjectNode();
    for (RecordMetadata letter : letters) {
      body.withArray("records")
          .addObject()
          .put("partition", letter.partition())
          .put("offset", letter.offset());
    }
    return dashboard.as(OLIVIA).post("/api/dead-letters/redrive", Json.bytes(body));
  }

  @Test
  void deadLettersAreListedByStageWithWhatTheyHeld() {
    letter(Stage.DECODE, Topic.DOCUMENTS, "by-stage-1", "<b>no json</b>".getBytes(UTF_8));
    letter(Stage.LABEL, Topic.CORRECTIONS, "by-stage-2", new byte[] {(byte) 0xff, 'x'});
    letter(Stage.LABEL, Topic.CORRECTIONS, "by-stage-3", null);
    awaitLetter("by-stage-3");
    JsonNode labels = letters("?stage=label&limit=200").path("deadLetters");
    assertThat(labels.findValuesAsText("key")).containsSequence("by-stage-3", "by-stage-2");
    assertThat(labels.findValuesAsText("stage")).containsOnly("label");
    assertThat(labels.at("/0").has("value")).isFalse();
    assertThat(letters("?stage=decode").at("/deadLetters/0/value").asText())
        .isEqualTo("<b>no json</b>");
    assertThat(dashboard.as(OLIVIA).get("/api/dead-letters?stage=none").status()).isEqualTo(400);
    assertThat(dashboard.as(ASHA).get("/api/dead-letters").status()).isEqualTo(403);
  }

  @Test
  void deadLettersArePagedFromTheNewest() {
    for (int i = 0; i < 5; i++) {
      letter(Stage.CLASSIFY, Topic.DOCUMENTS, "paged-" + i, new byte[] {'x'});
    }
    awaitLetter("paged-4");
    JsonNode first = letters("?stage=classify&limit=3");
    JsonNode second = letters("?stage=classify&limit=3&before=" + first.path("next").asText());
    assertThat(first.path("deadLetters").findValuesAsText("key"))
        .containsExactly("paged-4", "paged-3", "paged-2");
    assertThat(second.path("deadLetters").findValuesAsText("key"))
        .containsExactly("paged-1", "paged-0");
    assertThat(second.has("next")).isFalse();
  }

  @Test
  void aDeadLetterIsRedrivenOnceHoweverManyAskAtOnce() throws Exception {
    RecordMetadata letter = letter(Stage.DECODE, Topic.DOCUMENTS, "once", new byte[] {'x'});
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Callable<Answer> twice = () -> redrive(letter, letter);
    int redriven = 0;
    for (var answer : threads.invokeAll(List.of(twice, twice, twice, twice))) {
      redriven += answer.get().json().path("redriven").asInt();
    }
    threads.shutdown();
    assertThat(redriven).isEqualTo(1);
    assertThat(redrive(letter).json().at("/refused/0").asText()).contains("redriven already");
    List<ConsumerRecord<byte[], byte[]>> sent = system.records(Topic.DOCUMENTS, "once");
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).headers().lastHeader("odia.redriven").value())
        .isEqualTo((letter.partition() + "-" + letter.offset()).getBytes(UTF_8));
  }

  @Test
  void whatHasNoContentOrComesFromElsewhereIsNotRedriven() {
    RecordMetadata empty = letter(Stage.DECODE, Topic.DOCUMENTS, "empty", null);
    RecordMetadata alien = letter(Stage.DECODE, Topic.MODELS, "alien", new byte[] {'x'});
    Answer answer = redrive(empty, alien);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("redriven").asInt()).isZero();
    assertThat(answer.json().at("/refused/0").asText()).contains("content was not kept");
    assertThat(answer.json().at("/refused/1").asText()).contains("odia.models");
    String nowhere = "{'records':[{'partition':0,'offset':999999},{'partition':-1,'offset':0}]}";
    assertThat(post("/api/dead-letters/redrive", nowhere).json().path("refused")).hasSize(2);
  }

  @Test
  void whatNamesNoRecordsRedrivesNothing() {
    String many = "{'partition':0,'offset':0},".repeat(501);
    for (String body :
        List.of(
            "{}",
            "{'records':[]}",
            "{'records':{}}",
            "{'records':[{'partition':0}]}",
            "{'records':[{'partition':'0','offset':0}]}",
            "{'records':[1]}",
            "{'records':[" + many.substring(0, many.length() - 1) + "]}")) {
      assertThat(post("/api/dead-letters/redrive", body).status()).isEqualTo(400);
    }
    assertThat(dashboard.as(ASHA).post("/api/dead-letters/redrive", "{}").status()).isEqualTo(403);
  }
}
