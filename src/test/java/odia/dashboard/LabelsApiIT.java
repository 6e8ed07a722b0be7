package odia.dashboard;

import static odia.dashboard.TestDashboard.VIJAY;
import static odia.dashboard.TestSystem.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import odia.dashboard.Http.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents with their labels over HTTP, those that left memory among them. */
class LabelsApiIT {

  private static final int KEPT = 60;

  /** Longer than is sent, with half a pair at the end of what is. */
  private static final String LONG =
      "ଖେଳ ".repeat(24_999) + "ଖେଳ" + "\uD83D\uDE00".repeat(2) + " ଶେଷ";

  private static final String ODD = "https://example.org/a b?c=ଡ+e%2Ff#g;h/../i";

  @TempDir private static Path folder;
  private static TestSystem system;
  private static TestDashboard dashboard;

  @BeforeAll
  static void start() {
    system = new TestSystem(folder);
    dashboard = system.dashboard(KEPT);
    system.startClassifier();
    system.document("long", LONG, "books");
    system.document(ODD, "ଆଜି ଖେଳ", "odd");
    awaitKnown("long");
    awaitKnown(ODD);
  }

  @AfterAll
  static void stop() {
    dashboard.close();
    system.close();
  }

  private static Answer get(String path) {
    return dashboard.as(VIJAY).get(path);
  }

  private static String path(String id) {
    return "/api/documents/" + Http.encoded(id);
  }

  private static void awaitKnown(String id) {
    awaitAnswer().until(() -> get(path(id)).status() == 200);
  }

  @Test
  void pagesRepeatNothingThoughLabelsComeIn() {
    system.labels("paged", 20);
    awaitAnswer()
        .until(() -> get("/api/labels?text=paged&limit=100").json().path("labels").size() == 20);
    List<String> seen = new ArrayList<>();
    String next = "";
    for (int page = 0; next != null; page++) {
      JsonNode answer = get("/api/labels?text=paged&limit=7" + next).json();
      answer.path("labels").forEach(label -> seen.add(label.path("documentId").asText()));
      next = answer.has("next") ? "&before=" + answer.path("next").asText() : null;
      system.labels("paged-later-" + page, 3);
      awaitKnown("paged-later-" + page + "-2");
    }
    assertThat(seen).hasSize(20).doesNotHaveDuplicates().contains("paged-0", "paged-19");
  }

  @Test
  void anEmptyPageIsNoMistakeButALimitOfNothingIs() {
    JsonNode page = get("/api/labels?label=unheard").json();
    assertThat(page.path("labels")).isEmpty();
    assertThat(page.has("next")).isFalse();
    assertThat(get("/api/labels?label=unheard&limit=0").status()).isEqualTo(400);
    assertThat(get("/api/labels?before=x").status()).isEqualTo(400);
    assertThat(get("/api/labels?before=-1").error()).contains("before");
  }

  @Test
  void theStreamGoesOnWhereAPageWasMade() {
    String position = get("/api/labels").json().path("position").asText();
    system.labels("after-page", 1);
    try (Events events =
        new Events(dashboard.as(VIJAY), "?sample=0&lastEventId=" + Http.encoded(position))) {
      events.awaitLabel("after-page-0");
    }
  }

  @Test
  void aLongTextComesFromKafkaAndEndsWithAWholeCharacter() {
    JsonNode document = get(path("long") + place("long")).json();
    assertThat(document.path("text").asText()).hasSizeBetween(99_999, 100_000);
    assertThat(LONG).startsWith(document.path("text").asText());
    assertThat(document.path("textCut").asBoolean()).isTrue();
  }

  /** Where its label stands, so that it is found also when it has left memory. */
  private static String place(String id) {
    var record = system.records(odia.event.Topic.LABELS, id).get(0);
    return "?partition=%d&offset=%d".formatted(record.partition(), record.offset());
  }

  @Test
  void aPermalinkHoldsWhenTheLabelHasLeftMemory() {
    system.labels("crowd", KEPT + 10);
    awaitAnswer().until(() -> get(path("long")).status() == 404);
    assertThat(get(path("long")).error()).contains("partition and offset");
    JsonNode document = get(path("long") + place("long")).json();
    assertThat(document.path("label").asText()).isEqualTo("sports");
    assertThat(document.path("source").asText()).isEqualTo("books");
    assertThat(get(path("another") + place("long")).status()).isEqualTo(404);
    assertThat(get(path("long") + "?partition=5&offset=999999").status()).isEqualTo(404);
    assertThat(get(path("long") + "?partition=99&offset=0").status()).isEqualTo(404);
    assertThat(get(path("long") + "?partition=0").status()).isEqualTo(400);
  }

  @Test
  void anIdMayHoldWhatAnAddressMayNot() {
    JsonNode document = get(path(ODD) + place(ODD)).json();
    assertThat(document.path("documentId").asText()).isEqualTo(ODD);
    assertThat(get(path(ODD) + "/attribution" + place(ODD)).status()).isEqualTo(200);
  }

  @Test
  void attributionSaysWhichWordsDriveALabel() {
    JsonNode found = get(path(ODD) + "/attribution" + place(ODD)).json();
    assertThat(found.path("label").asText()).isEqualTo("sports");
    assertThat(found.path("probability").asDouble()).isEqualTo(0.9);
    assertThat(found.at("/words/0/weight").asDouble()).isZero();
    assertThat(found.at("/words/1/weight").asDouble()).isPositive();
    JsonNode other = get(path(ODD) + "/attribution" + place(ODD) + "&of=politics").json();
    assertThat(other.at("/words/1/weight").asDouble()).isNegative();
  }

  @Test
  void aLabelThatTheModelDoesNotKnowIsNotExplained() {
    Answer answer = get(path(ODD) + "/attribution" + place(ODD) + "&of=weather");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).contains("weather");
  }
}
