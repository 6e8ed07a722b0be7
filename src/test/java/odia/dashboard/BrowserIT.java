package odia.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import odia.event.Classification;
import odia.event.Example;
import odia.event.Json;
import odia.event.Topic;
import odia.model.Checkpoint;
import odia.model.Manifest.Calibration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard in a real browser against the whole system; what breaks Kafka comes last. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrowserIT {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Path BUNDLED = Path.of("src/main/resources/model/odia.ckpt");

  /** Each begins as something a page might take for markup or for direction. */
  private static final List<String> HOSTILE =
      List.of(
          "<script>window.hacked = 1</script> ଖେଳ ଦଳ ଜିତିଲା",
          "<img src=x onerror=\"window.hacked = 1\"> ଖେଳ ଦଳ ଜିତିଲା",
          "\"><svg onload=window.hacked=1> ଖେଳ ଦଳ ଜିତିଲା",
          "javascript:window.hacked=1 {{7*7}} ${7*7} ଖେଳ ଦଳ ଜିତିଲା",
          "\u202e\u2066ଖେଳ ଦଳ\u2069 \u200b\ufeff ଜିତିଲା");

  @TempDir private static Path folder;

  private WholeSystem system;
  private Browser browser;

  @BeforeAll
  void startSystem() throws IOException {
    Browser.open().close(); // skips all of it where there is no browser
    system = new WholeSystem(folder);
    system.start();
    List<String> lines = Files.readAllLines(Path.of("src/corpus/sib200-ory/dev.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t");
      system.publish("sib-" + cells[0], cells[2], "news");
    }
  }

  @AfterAll
  void stopSystem() {
    if (system != null) {
      system.close();
    }
  }

  @BeforeEach
  void openBrowser() {
    browser = Browser.open().at(system.url(), WholeSystem.OPERATOR);
  }

  @AfterEach
  void nothingWasComplainedOf() {
    List<String> complaints = browser.complaints();
    browser.close();
    assertThat(complaints).isEmpty();
  }

  private static String row(String id) {
    return ".row[data-id='" + id + "']";
  }

  @Test
  @Order(1)
  void theStreamAppearsAndADocumentHasAPageOfItsOwn() throws IOException {
    browser.view("live").awaitSome(".row");
    System.err.printf("labels on screen %s ms after the page was asked for%n", firstLabels());
    system.publish("seen-1", "ଭାରତ କ୍ରିକେଟ ଦଳ ଆଜି ବିଶ୍ୱକପ ଜିତିଲା");
    browser.awaitSome(row("seen-1"));
    assertThat(browser.text(row("seen-1"))).contains("sports").contains("କ୍ରିକେଟ");
    browser.screenshot(SCREENSHOTS.resolve("live.png"));

    browser.click(row("seen-1") + " a");
    browser.awaitSome("[data-view=document]");
    await().until(() -> browser.text("#main").contains("ବିଶ୍ୱକପ"));
  }

  /** With all there is in the browser's cache but the page itself: it was opened to log in. */
  private Object firstLabels() {
    browser.reload();
    browser.awaitSome(".row");
    return browser.js(
        "return Math.round(performance.getEntriesByName('odia-first-labels')[0].startTime)");
  }

  @Test
  @Order(2)
  void filtersLetThroughWhatTheySay() {
    browser.view("live?text=ବିଶ୍ୱକପ").awaitSome(row("seen-1"));
    assertThat(browser.all(".row")).hasSize(1);
    system.publish("filtered-1", "ଆଜି ବିଶ୍ୱକପ ଖେଳ ହେବ");
    system.publish("filtered-2", "ଆଜି ବର୍ଷା ହେବ");
    browser.awaitSome(row("filtered-1"));
    assertThat(browser.has(row("filtered-2"))).isFalse();
  }

  @Test
  @Order(3)
  void oneKeyMakesAnExample() throws IOException {
    browser.view("review").awaitSome("#review-document[data-id]");
    String id = browser.attribute("#review-document", "data-id");
    browser.awaitSome(".label-choice[data-key='2']");
    String label = browser.attribute(".label-choice[data-key='2']", "data-label");
    await().until(() -> browser.has("#review-document mark"));
    browser.screenshot(SCREENSHOTS.resolve("review.png"));
    browser.press("2");

    browser.awaitSome("#outcomes li[data-id='" + id + "'][data-state=recorded]");
    Example example = Json.read(system.last(Topic.EXAMPLES, id).value(), Example.class);
    assertThat(example.label()).isEqualTo(label);
    assertThat(example.by()).isEqualTo("olivia");
    assertThat(browser.attribute("#review-document", "data-id")).isNotEqualTo(id);
  }

  @Test
  @Order(4)
  void uTakesItBack() {
    browser.view("review").awaitSome("#review-document[data-id]");
    String id = browser.attribute("#review-document", "data-id");
    browser.awaitSome(".label-choice[data-key='1']");
    browser.press("1");
    browser.awaitSome("#outcomes li[data-id='" + id + "'][data-state=recorded]");
    browser.press("u");

    await()
        .untilAsserted(
            () -> {
              ConsumerRecord<byte[], byte[]> last = system.last(Topic.EXAMPLES, id);
              assertThat(last).isNotNull();
              assertThat(last.value()).isNull();
            });
  }

  /** A label that no classifier gave: the correction finds no document. */
  @Test
  @Order(5)
  void aRefusedCorrectionSaysWhy() {
    Map<String, Double> even = Map.of("sports", 0.15, "politics", 0.14, "health", 0.14);
    Instant now = Instant.now();
    Classification label =
        new Classification(
            "unknown-1", "sports", 0.01, even, true, false, 3, 1, "v", "f", "test", now, now);
    system.put(Topic.LABELS, "unknown-1", Json.bytes(label));
    await()
        .until(
            () -> {
              browser.view("live").view("review").awaitSome("#review-document[data-id]");
              return browser.attribute("#review-document", "data-id").equals("unknown-1");
            });
    browser.awaitSome(".label-choice[data-key='3']");
    browser.press("3");

    browser.awaitSome("#outcomes li[data-id='unknown-1'][data-state=refused]");
    assertThat(browser.text("#outcomes li[data-id='unknown-1']")).contains("not known");
  }

  @Test
  @Order(6)
  void twoAnnotatorsNeverGetTheSameDocument() {
    try (Browser asha = Browser.open().at(system.url(), WholeSystem.ASHA);
        Browser bikash = Browser.open().at(system.url(), WholeSystem.BIKASH)) {
      Set<String> seen = new HashSet<>();
      asha.view("review");
      bikash.view("review");
      for (int i = 0; i < 5; i++) {
        for (Browser one : List.of(asha, bikash)) {
          one.awaitSome("#review-document[data-id]");
          String id = one.attribute("#review-document", "data-id");
          assertThat(seen.add(id)).as(id).isTrue();
          one.awaitSome(".label-choice[data-key='1']");
          one.press("1");
          await().until(() -> !one.attribute("#review-document", "data-id").equals(id));
        }
      }
    }
  }

  @Test
  @Order(7)
  void annotatorsSeeNoButtonOfOperators() {
    try (Browser asha = Browser.open().at(system.url(), WholeSystem.ASHA)) {
      asha.view("models").awaitSome("[data-version]");
      assertThat(asha.has("#rollback")).isFalse();
      assertThat(asha.has("button.promote")).isFalse();
    }
  }

  @Test
  @Order(9)
  void hostileTextStaysText() {
    for (int i = 0; i < HOSTILE.size(); i++) {
      system.publish("hostile-" + i, HOSTILE.get(i), "<b>source</b>");
    }
    system.publish("<img src=x onerror=window.hacked=1>", "ଖେଳ ଦଳ ଜିତିଲା");
    system.publish("long", "ଖେଳ ".repeat(80_000) + "x".repeat(1_000_000));
    browser.view("live?text=long").awaitSome(row("long"));
    browser.view("live?text=hostile");
    for (int i = 0; i < HOSTILE.size(); i++) {
      browser.awaitSome(row("hostile-" + i));
    }
    assertThat(browser.text(row("hostile-0"))).contains("<script>").contains("<b>source</b>");
    assertThat(browser.text(row("hostile-4"))).contains("[U+202E]").doesNotContain("\u202e");
    for (String id : List.of("hostile-0", "hostile-1", "hostile-2", "hostile-4", "long")) {
      browser.view("document/" + id);
      await().until(() -> browser.text("#main").contains("ଖେଳ"));
    }
    assertThat(browser.js("return window.hacked ?? null")).isNull();
    assertThat(browser.has("#main script, #main img[src=x], #main svg[onload]")).isFalse();
  }

  @Test
  @Order(10)
  void aReloadGoesOnWithoutAGap() {
    browser.view("live?source=steady");
    for (int i = 0; i < 60; i++) {
      system.publish("steady-" + i, "ଆଜି ଖେଳ ହେବ " + i, "steady");
      if (i % 20 == 10) {
        browser.reload();
      } else if (i % 5 == 4) {
        browser.awaitDocuments(i + 1); // slowly, so that none is left out as a sample
      }
    }
    assertThat(browser.has(".gap")).isFalse();
  }

  /** Straight on the labels' topic, since no classifier of ours is that fast on two cores. */
  @Test
  @Order(11)
  void aBurstIsSampledAndSaysSo() {
    browser.view("live");
    try (Browser other = Browser.open().at(system.url(), WholeSystem.BIKASH)) {
      other.view("live");
      burst(6_000);
      for (Browser one : List.of(browser, other)) {
        await().until(() -> one.shows("#sampled") || burst(2_000));
        assertThat(one.text("#sampled")).matches("(?s).*1 in \\d+.*");
        assertThat(one.all(".row")).hasSizeLessThanOrEqualTo(200);
      }
    }
  }

  /**
   * @return false: what it makes the page say lasts for seconds only, and is yet to be looked for
   */
  private boolean burst(int labels) {
    for (int i = 0; i < labels; i++) {
      Classification label = TestSystem.classification("burst-" + i, "sports", 0.9, "burst");
      system.put(Topic.LABELS, label.documentId(), Json.bytes(label));
    }
    system.flush();
    return false;
  }

  @Test
  @Order(8)
  void chartsAreDrawn() throws IOException {
    browser.view("health");
    List.of("rate", "latency", "lag", "mix").forEach(browser::awaitDrawn);
    browser.awaitSome("[data-equation=documents]");
    browser.screenshot(SCREENSHOTS.resolve("health.png"));
    browser.view("models");
    List.of("timeline", "calibration").forEach(browser::awaitDrawn);
    browser.awaitSome("#confusion td");
    browser.screenshot(SCREENSHOTS.resolve("models.png"));
  }

  @Test
  @Order(12)
  void deadLettersAreShownAndRedriven() {
    browser.awaitSome("[data-pulse=letters]");
    String before = browser.text("[data-pulse=letters]");
    system.put(Topic.DOCUMENTS, "dead-1", "{\"text\": \"no Odia at all\"}".getBytes(UTF_8));
    await().until(() -> !browser.text("[data-pulse=letters]").equals(before));
    browser.answerOnce(
        "/api/dead-letters", "{\"deadLetters\": [], \"byStage\": {}}"); // as it was before
    browser.view("health");
    await().until(() -> browser.text("#dead-letters").contains("no Odia letter"));
    browser.click("#dead-letters tr[data-stage=language] button.redrive");
    browser.click("#confirm-ok");
    await()
        .until(
            () ->
                system.last(Topic.DEAD_LETTERS, "dead-1").headers().lastHeader("odia.redriven")
                    != null);
  }

  @Test
  @Order(13)
  void rollbackAsksAndActs() throws IOException {
    Checkpoint first = Checkpoint.load(BUNDLED);
    Checkpoint second = first.withCalibration(new Calibration(1, 0.02, 0.6));
    Path file = folder.resolve("second.ckpt");
    second.save(file);
    system.run("models", "promote", file.toString(), "--reason", "a test");
    browser
        .view("models")
        .awaitSome("tr[data-version='" + second.version() + "'][data-state=champion]");
    browser.click("#rollback");
    assertThat(browser.text("#confirm")).contains(first.version());
    browser.type("#confirm-reason", "the old one was better");
    browser.click("#confirm-ok");

    browser.awaitSome("tr[data-version='" + first.version() + "'][data-state=champion]");
    browser.awaitSome("#verdicts li[data-kind='rolled-back']");
    assertThat(browser.text("#verdicts li[data-kind='rolled-back']"))
        .contains("the old one was better")
        .contains("olivia");
  }

  @Test
  @Order(14)
  void theKeyboardAloneGoesEverywhere() {
    for (Map.Entry<String, String> view :
        Map.of("r", "review", "m", "models", "h", "health", "l", "live").entrySet()) {
      browser.press("g", view.getKey());
      browser.awaitSome("[data-view=" + view.getValue() + "]");
    }
    browser.press("?");
    browser.awaitShown("#help");
  }

  @Test
  @Order(15)
  void theInterfaceSpeaksOdiaInTheDarkOnANarrowScreen() throws IOException {
    browser.size(400, 800);
    browser.view("live").awaitSome(".row");
    browser.click("#language");
    browser.click("#theme");
    await().until(() -> browser.attribute("html", "lang").equals("or"));
    assertThat(browser.text("#nav")).containsPattern("[\\u0B00-\\u0B7F]");
    assertThat(browser.attribute("html", "data-theme")).isEqualTo("dark");
    Object overflow =
        browser.js(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    assertThat(overflow).isEqualTo(false);
    browser.screenshot(SCREENSHOTS.resolve("narrow.png"));
  }

  @Test
  @Order(16)
  void theStreamGoesOnWhenTheDashboardIsStartedAgain() throws IOException {
    browser.view("live?source=again");
    system.publish("again-1", "ଆଜି ଖେଳ ହେବ", "again");
    browser.awaitSome(row("again-1"));
    system.killDashboard();
    system.publish("again-2", "କାଲି ଖେଳ ହେବ", "again");
    browser.awaitShown("#connection");
    system.startDashboard();
    browser.reload(); // whoever starts again has forgotten who had logged in
    browser.at(browser.js("return location.href").toString(), WholeSystem.OPERATOR);

    browser.awaitSome(row("again-2"));
    browser.complaints(); // the browser says of each request that failed meanwhile
  }

  @Test
  @Order(17)
  void kafkaGoingAwayShowsABannerAndComesBack() throws IOException, InterruptedException {
    browser.view("live");
    system.killKafka();
    browser.awaitShown("#banner");
    assertThat(browser.text("#banner")).contains("Kafka");
    system.startKafka();

    await().until(() -> !browser.shows("#banner"));
    system.publish("back-1", "ଆଜି ଖେଳ ହେବ");
    browser.awaitSome(row("back-1"));
    browser.complaints(); // the browser says of each request that failed meanwhile
  }
}
