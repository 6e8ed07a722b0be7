package odia.dashboard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static odia.dashboard.TestDashboard.ASHA;
import static odia.dashboard.TestDashboard.BIKASH;
import static odia.dashboard.TestDashboard.VIJAY;
import static odia.dashboard.TestSystem.await;
import static odia.dashboard.TestSystem.classification;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import odia.dashboard.Events.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream of events against a real broker, with labels as a classifier writes them. */
class StreamApiIT {

  private static final int KEPT = 300;

  private static final String STREAM =
      "GET /api/stream?sample=0 HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
          + "Authorization: Bearer "
          + BIKASH
          + "\r\n\r\n";

  @TempDir private static Path folder;
  private static TestSystem system;
  private static int documents;

  private TestDashboard dashboard;
  private final List<Events> opened = new ArrayList<>();

  @BeforeAll
  static void startKafka() {
    system = new TestSystem(folder);
  }

  @AfterAll
  static void stopKafka() {
    system.close();
  }

  @BeforeEach
  void start() {
    system.forgetLabels();
    dashboard = system.dashboard(KEPT);
  }

  @AfterEach
  void stop() {
    opened.forEach(Events::close);
    dashboard.close();
  }

  private Events open(String query, String... headers) {
    Events events = new Events(dashboard.as(VIJAY), query, headers);
    opened.add(events);
    events.await("stats"); // it has begun
    return events;
  }

  /** A name that no other test has. */
  private static String fresh() {
    documents++;
    return "d" + documents;
  }

  private static String labelled(String label, double confidence, String source) {
    String id = fresh();
    system.label(classification(id, label, confidence, source));
    return id;
  }

  private void restart() {
    dashboard.close();
    dashboard = system.dashboard(KEPT);
  }

  private void awaitSeen(String id) {
    await().until(() -> dashboard.as(VIJAY).get("/api/documents/" + id).status() == 200);
  }

  @Test
  void labelsComeOldestFirstWithAnId() {
    Events events = open("?sample=0");
    String first = labelled("sports", 0.9, "news");
    String second = labelled("politics", 0.4, "news");
    events.awaitLabel(second);
    assertThat(events.ids()).containsExactly(first, second);
    assertThat(events.all("labels")).allMatch(event -> !event.id().isEmpty());
    assertThat(events.response().headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    assertThat(events.response().headers().firstValue("Content-Security-Policy")).isPresent();
  }

  @Test
  void filtersLetThroughWhatTheySayAlsoTogether() {
    Events sports = open("?label=sports&source=f");
    Events sure = open("?minConfidence=0.8&source=f");
    Events unsure = open("?maxConfidence=0.5&source=f&label=politics");
    String a = labelled("sports", 0.9, "f");
    String b = labelled("sports", 0.3, "f");
    String c = labelled("politics", 0.2, "f");
    labelled("politics", 0.2, "g");
    String last = labelled("politics", 0.8, "f");
    sure.awaitLabel(last);
    assertThat(sure.ids()).containsExactly(a, last);
    assertThat(sports.awaitLabels(2).ids()).containsExactly(a, b);
    assertThat(unsure.awaitLabels(1).ids()).containsExactly(c);
  }

  @Test
  void ofManyLabelsAnEvenSampleIsSentThatSaysOfHowMany() {
    Events sampled = open("?sample=4");
    Events all = open("?sample=0");
    system.labels(fresh(), 200);
    all.awaitLabels(200);
    await()
        .until(
            () ->
                sampled.all("labels").stream().mapToInt(e -> e.data().path("of").asInt()).sum()
                    == 200);
    assertThat(sampled.all("labels")).allMatch(e -> e.data().path("labels").size() <= 1);
    assertThat(new HashSet<>(all.ids())).hasSize(200);
    assertThat(all.all("gap")).isEmpty();
  }

  @Test
  void whoComesBackGoesOnWhereTheyWere() {
    Events before = open("?sample=0");
    String seen = labelled("sports", 0.9, "news");
    String id = before.awaitLabel(seen).lastId();
    before.close();
    String missed = labelled("sports", 0.9, "news");
    awaitSeen(missed);
    String next = labelled("sports", 0.9, "news");
    assertThat(open("?sample=0&lastEventId=" + id).awaitLabel(next).ids())
        .containsExactly(missed, next);
    assertThat(open("?sample=0", "Last-Event-ID", id).awaitLabel(next).ids())
        .containsExactly(missed, next);
  }

  @Test
  void whoComesBackToAnotherServerGoesOnWhereTheyWere() {
    Events before = open("?sample=0");
    String id = before.awaitLabel(labelled("sports", 0.9, "news")).lastId();
    dashboard.close();
    await().until(before::hasEnded);
    system.labels("away" + id.hashCode(), 60);
    dashboard = system.dashboard(KEPT);
    Events after = open("?sample=0&lastEventId=" + id);
    String last = labelled("sports", 0.9, "news");
    after.awaitLabel(last);
    assertThat(after.ids()).hasSize(61).doesNotHaveDuplicates();
    assertThat(after.all("gap")).isEmpty();
    assertThat(open("?sample=0&lastEventId=" + after.lastId()).labels()).isEmpty();
  }

  @Test
  void whoWasAwayTooLongIsToldHowManyTheyMissed() {
    Events before = open("?sample=0");
    String id = before.awaitLabel(labelled("sports", 0.9, "news")).lastId();
    before.close();
    system.labels(fresh(), KEPT + 20);
    String last = labelled("sports", 0.9, "news");
    awaitSeen(last);
    Events after = open("?sample=0&lastEventId=" + id).awaitLabel(last);
    assertThat(after.all("gap")).hasSize(1);
    assertThat(after.all("gap").get(0).data().path("missed").asInt()).isEqualTo(21);
    assertThat(after.ids()).hasSize(KEPT).doesNotHaveDuplicates();
  }

  @Test
  void afterARestartNobodyKnowsHowManyWereMissed() {
    Events before = open("?sample=0");
    String id = before.awaitLabel(labelled("sports", 0.9, "news")).lastId();
    before.close();
    system.labels(fresh(), KEPT * 2);
    restart();
    Event gap = open("?sample=0&lastEventId=" + id).await("gap");
    assertThat(gap.data().has("missed")).isFalse();
  }

  @Test
  void whatTheFilterKeptBackIsNotMissed() {
    Events rare = open("?label=rare");
    String id = rare.lastId();
    system.labels(fresh(), KEPT + 20);
    String last = labelled("sports", 0.9, "news");
    awaitSeen(last);
    await().until(() -> !rare.lastId().equals(id)); // all of it was looked at
    rare.close();
    assertThat(open("?label=rare&lastEventId=" + rare.lastId()).all("gap")).isEmpty();
  }

  @Test
  void idsThatNoStreamGaveAndFiguresOutOfRangeAreRefused() {
    for (String query :
        List.of(
            "lastEventId=garbage",
            "lastEventId=00000000.1.x-1",
            "lastEventId=00000000.99999999999999999999",
            "sample=1001",
            "sample=-1",
            "sample=x",
            "minConfidence=2",
            "maxConfidence=NaN",
            "text=" + "x".repeat(201))) {
      String[] accept = {"Accept", "text/event-stream"};
      Http.Answer answer = dashboard.as(VIJAY).get("/api/stream?" + query, accept);
      assertThat(answer.status()).as(query).isEqualTo(400);
      assertThat(answer.error()).as(query).isNotEmpty();
    }
    assertThat(dashboard.as(VIJAY).get("/api/stream").status()).isEqualTo(406);
  }

  @Test
  void tooManyStreamsAreRefusedUntilOneIsClosed() {
    for (int i = 0; i < 12; i++) {
      open("");
    }
    String[] accept = {"Accept", "text/event-stream"};
    Http.Answer refused = dashboard.as(VIJAY).get("/api/stream", accept);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.error()).contains("12").contains("close a window");
    new Events(dashboard.as(ASHA), "").close(); // others' are others'
    opened.get(0).close();
    await().until(() -> dashboard.server().check().detail().contains("11 streams"));
    assertThat(open("").all("stats")).isNotEmpty();
  }

  @Test
  void streamsEndWhenTheServerDoes() {
    Events events = open("");
    dashboard.close();
    await().until(events::hasEnded);
    assertThat(dashboard.server().check().ok()).isFalse();
  }

  @Test
  void whoDoesNotReadHoldsUpNobodyAndIsDropped() throws Exception {
    try (Socket idle = new Socket()) {
      idle.setReceiveBufferSize(4_096);
      idle.connect(new InetSocketAddress("127.0.0.1", URI.create(dashboard.url()).getPort()));
      idle.getOutputStream().write(STREAM.getBytes(US_ASCII));
      await().until(() -> dashboard.server().check().detail().contains("1 streams"));
      Events other = open("?sample=0");
      flood();
      other.awaitLabel(labelled("sports", 0.9, "news"));
      await().until(() -> dashboard.server().check().detail().contains("1 streams"));
    }
  }

  /** More than what lies between a server and a client that does not read. */
  private static void flood() {
    String much = "x".repeat(20_000);
    for (int i = 0; i < 400; i++) {
      system.label(classification(fresh() + much, "sports", 0.9, "news"));
    }
  }

  @Test
  void aTextInOdiaIsFoundHoweverItIsWritten() {
    JsonNode empty = dashboard.as(VIJAY).get("/api/labels?text=" + fresh() + "x").json();
    assertThat(empty.path("labels").size()).isZero();
    Events events = open("?text=" + Http.encoded("ଓଡ଼ିଶା"));
    String id = "ଓଡ\u0B3Cିଶା-" + fresh();
    system.label(classification(id, "sports", 0.9, "news"));
    labelled("sports", 0.9, "news");
    events.awaitLabel(id);
    assertThat(events.ids()).containsExactly(id);
  }
}
