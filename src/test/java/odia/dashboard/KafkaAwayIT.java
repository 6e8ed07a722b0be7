package odia.dashboard;

import static odia.dashboard.TestDashboard.ASHA;
import static odia.dashboard.TestDashboard.OLIVIA;
import static odia.dashboard.TestDashboard.VIJAY;
import static odia.dashboard.TestSystem.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import odia.dashboard.Http.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a dashboard answers while Kafka is away, and when it is back. */
class KafkaAwayIT {

  private static final String SAID = "{\"documentId\":\"d-0\",\"label\":\"sports\"}";

  @TempDir private static Path folder;

  @Test
  @Timeout(300)
  void whatIsKnownIsShownWhatIsSaidIsRefusedAndAllGoesOnWhenItIsBack() {
    try (TestSystem system = new TestSystem(folder);
        TestDashboard dashboard = system.dashboard(100)) {
      system.labels("d", 10);
      awaitAnswer().until(() -> kept(dashboard) == 10);
      assertThat(dashboard.as(VIJAY).get("/api/models").status()).isEqualTo(200);
      system.kafka().stopBroker();
      assertShowsWhatItKnows(dashboard);
      assertRefusesWhatItCannotKeep(dashboard);
      awaitReady(dashboard, 503);
      system.kafka().startBroker();
      awaitReady(dashboard, 200);
      assertThat(dashboard.as(ASHA).post("/api/corrections", SAID).status()).isEqualTo(202);
      system.labels("e", 5);
      awaitAnswer().until(() -> kept(dashboard) == 15);
    }
  }

  private static void awaitReady(TestDashboard dashboard, int status) {
    awaitAnswer().until(() -> dashboard.as(null).get("/health/ready").status() == status);
    awaitAnswer().until(() -> pulseOk(dashboard) == (status == 200)); // reckoned once a second
    awaitAnswer().until(() -> figure(dashboard, "odia.kafka.answers") == (status == 200 ? 1 : 0));
  }

  private static int figure(TestDashboard dashboard, String name) {
    return dashboard.server().figures().stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value()
        .get()
        .intValue();
  }

  private static boolean pulseOk(TestDashboard dashboard) {
    return dashboard.as(VIJAY).get("/api/stats").json().at("/pulse/kafka/ok").asBoolean();
  }

  private static int kept(TestDashboard dashboard) {
    return dashboard.as(VIJAY).get("/api/labels").json().path("kept").asInt();
  }

  private static void assertShowsWhatItKnows(TestDashboard dashboard) {
    assertThat(dashboard.as(null).get("/").status()).isEqualTo(200);
    assertThat(dashboard.as(null).get("/health/live").status()).isEqualTo(200);
    assertThat(kept(dashboard)).isEqualTo(10);
    assertThat(dashboard.as(VIJAY).get("/api/documents/d-0").status()).isEqualTo(200);
    assertThat(dashboard.as(VIJAY).get("/api/corrections").status()).isEqualTo(200);
    assertThat(dashboard.as(VIJAY).get("/api/models").status()).isEqualTo(200);
    assertThat(dashboard.as(ASHA).post("/api/review/next", "{}").status()).isEqualTo(200);
    try (Events events = new Events(dashboard.as(VIJAY), "")) {
      events.await("stats");
    }
  }

  private static void assertRefusesWhatItCannotKeep(TestDashboard dashboard) {
    assertUnavailable(dashboard.as(ASHA).post("/api/corrections", SAID));
    assertUnavailable(dashboard.as(OLIVIA).post("/api/models/retrain", "{\"reason\":\"x\"}"));
    assertUnavailable(dashboard.as(VIJAY).get("/api/documents/x?partition=0&offset=0"));
    String records = "{\"records\":[{\"partition\":0,\"offset\":0}]}";
    assertUnavailable(dashboard.as(OLIVIA).post("/api/dead-letters/redrive", records));
  }

  private static void assertUnavailable(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    assertThat(answer.error()).contains("Kafka").contains("try again");
  }
}
