package odia.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import odia.ops.RoleProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole loop on a cluster that demands TLS, a password and rights, each role with the rights of
 * topics/acls.yaml alone. In order, since a loop is one.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredIT {

  private static final Duration DEADLINE = Duration.ofMinutes(4);

  @TempDir private static Path folder;
  private static SecuredSystem system;
  private static RoleProcess classifier;
  private static Http desk;

  @BeforeAll
  static void start() throws IOException {
    system = new SecuredSystem(folder);
    system.prepare();
    classifier = system.start("classifier", "classifier");
    RoleProcess learner = system.start("learner", "learner");
    system.start("desk", "dashboard");
    desk = new Http(system.url(), SecuredSystem.OPERATOR);
    await().atMost(DEADLINE).until(() -> classifier.said().contains("RUNNING"));
    await().atMost(DEADLINE).until(() -> learner.said().contains("first model"));
    await()
        .atMost(DEADLINE)
        .ignoreExceptionsInstanceOf(UncheckedIOException.class) // not there yet
        .until(() -> desk.get("/health/live").status() == 200);
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @Test
  @Order(1)
  void aProducerSendsAndAConsumerReads() throws IOException {
    Path documents =
        system.file(
            "d.tsv", "id\ttext\ns-1\tଭାରତ କ୍ରିକେଟ ଦଳ ଆଜି ବିଶ୍ୱକପ ଜିତିଲା\ns-2\tplain English\n");

    assertThat(system.run("producer", "publish", documents.toString()))
        .contains("2 documents sent");
    assertThat(watch("consumer", "labels")).contains("s-1");
    assertThat(watch("consumer", "dead-letters")).contains("s-2");
  }

  private static String watch(String user, String what) throws IOException {
    return system.run(user, "watch", what, "--from-beginning", "--count", "1", "--json");
  }

  @Test
  @Order(2)
  void anAnnotatorCorrectsAndADashboardSeesTheExample() throws IOException {
    assertThat(system.run("annotator", "correct", "s-1", "travel")).contains("(sent)");
    assertThat(watch("dashboard", "examples")).contains("s-1", "travel");
    await().atMost(DEADLINE).until(() -> desk.get("/api/corrections").body().contains("recorded"));
  }

  @Test
  @Order(3)
  void theDeskCorrectsToo() {
    String correction = "{\"documentId\": \"s-1\", \"label\": \"politics\"}";

    assertThat(desk.post("/api/corrections", correction).status()).isBetween(200, 202);
    await().atMost(DEADLINE).until(() -> desk.get("/api/corrections").body().contains("olivia"));
  }

  @Test
  @Order(4)
  void aLearnerTrainsAndAnOperatorsChoiceIsLabelledWith() throws IOException {
    assertThat(system.run("operator", "models", "retrain")).contains("asked for a challenger");
    await().atMost(DEADLINE).until(() -> models().size() == 2);
    String challenger = models().get(1).path("version").asText();
    if (!challenger.equals(desk.get("/api/models").json().path("champion").asText())) {
      assertThat(system.run("operator", "models", "promote", challenger)).contains("promoted");
    }
    await()
        .atMost(DEADLINE)
        .until(() -> classifier.said().contains("Model " + challenger + " is live"));
    assertThat(system.run("operator", "models", "rollback")).contains("rolled back to");
  }

  /** Oldest first. */
  private static JsonNode models() {
    return desk.get("/api/models").json().path("versions");
  }

  @Test
  @Order(5)
  void anOperatorRedrives() throws IOException {
    assertThat(system.run("operator", "redrive", "--stage", "language", "--yes"))
        .contains("1 dead letters sent once more, 0 refused");
  }

  @Test
  @Order(6)
  void whoHasNoRightsIsToldWhichAreLacking() throws IOException {
    Path documents = system.file("none.txt", "କିଛି\n");

    assertThat(system.run("nobody", "publish", documents.toString()))
        .contains("odia.documents", "odia acls apply");
    assertThat(system.run("producer", "classifier"))
        .contains("READ, DESCRIBE_CONFIGS on topic odia.documents")
        .contains("odia acls apply --user classifier=User:NAME");
    assertThat(system.run("dashboard", "learner")).contains("WRITE on topic odia.models");
  }

  @Test
  @Order(7)
  void anAdministratorIsToldWhatDiffers() throws IOException {
    assertThat(system.run("administrator", "acls", "check", "--user", "producer=User:operator"))
        .contains("User:operator has beyond its roles: READ on topic odia.models")
        .doesNotContain("lacks");
    assertThat(system.run("administrator", "acls", "check", "--user", "consumer=User:producer"))
        .contains("User:producer lacks: READ on topic odia.labels");
  }

  @Test
  @Order(8)
  void noSecretIsEverPrinted() throws IOException {
    assertThat(system.run("classifier", "settings")).contains("ODIA_KAFKA_CONFIG");
    assertThat(desk.get("/metrics").body() + desk.get("/api/instances").body())
        .doesNotContain("secret");
    assertThat(SecuredSystem.allThatWasSaid()).doesNotContain("secret-of-", "stores-secret");
  }
}
