package odia.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import odia.stream.Flow;
import odia.stream.SeenLabels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Our own image under load: killed, scaled, rolled to another version, stopped. */
@NeedsDocker(ourImage = true)
class OurImageIT {

  private static final Duration DEADLINE = Duration.ofMinutes(4);
  private static final int PER_SECOND = 100;
  private static final int ENDED_BY_SIGTERM = 143;
  private static final String NEW_VERSION = "odia-stream-test:new-version";

  private final Network network = Network.newNetwork();
  private final List<OurContainer> started = new ArrayList<>();
  private KafkaContainer kafka;
  private Topics topics;
  private Flow flow;
  private SeenLabels seen;

  @BeforeEach
  void start() {
    kafka = new KafkaContainer(Images.kafka()).withNetwork(network).withListener("kafka:19092");
    kafka.withStartupTimeout(DEADLINE);
    kafka.start();
    topics = new Topics(kafka.getBootstrapServers());
    topics.apply(1);
    flow = new Flow(topics.client());
    seen = new SeenLabels(topics.client());
  }

  @AfterEach
  void stop() {
    flow.close();
    seen.close();
    started.forEach(OurContainer::stop);
    kafka.stop();
    network.close();
  }

  private OurContainer classifier(DockerImageName image) {
    OurContainer container = new OurContainer(image, network, "classifier");
    started.add(container);
    container.start();
    return container;
  }

  private OurContainer classifier() {
    return classifier(Images.ours());
  }

  private void awaitMore(int documents) {
    int enough = seen.poll() + documents;
    await().atMost(DEADLINE).pollInterval(Duration.ofMillis(5)).until(() -> seen.poll() >= enough);
  }

  private static String ask(OurContainer container, String path) {
    URI address =
        URI.create(
            "http://%s:%d%s"
                .formatted(
                    container.getHost(), container.getMappedPort(OurContainer.STATUS_PORT), path));
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
          .body();
    } catch (Exception e) {
      throw new AssertionError(address + " does not answer", e);
    }
  }

  /** What it has labelled since its start. */
  private static double labels(OurContainer container) {
    return ask(container, "/metrics")
        .lines()
        .filter(line -> line.startsWith("odia_labels_total "))
        .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
        .sum();
  }

  private static void awaitShare(OurContainer container) {
    double before = labels(container);
    await().atMost(DEADLINE).until(() -> labels(container) > before);
  }

  @Test
  void killedUnderLoadAnotherTakesOver() throws Exception {
    OurContainer first = classifier();
    OurContainer second = classifier();
    flow.start(PER_SECOND);
    awaitShare(first);
    awaitShare(second);
    first.kill();
    awaitMore(30 * PER_SECOND); // far beyond the ten seconds after which the dead one is missed
    awaitShare(second);
    topics.assertBalance("container killed", flow.end(), seen);
  }

  @Test
  void threeShareTheWork() throws Exception {
    OurContainer first = classifier();
    flow.start(PER_SECOND);
    awaitShare(first);
    OurContainer second = classifier();
    OurContainer third = classifier();
    started.forEach(OurImageIT::awaitShare);
    topics.assertBalance("scaled to three", flow.end(), seen);
    assertThat(List.of(labels(second), labels(third))).allMatch(share -> share > 0);
  }

  @Test
  void oneByOneTheyRollToANewVersion() throws Exception {
    DockerClientFactory.instance()
        .client()
        .tagImageCmd(Images.ours().asCanonicalNameString(), "odia-stream-test", "new-version")
        .exec();
    List<OurContainer> old = List.of(classifier(), classifier());
    flow.start(PER_SECOND);
    old.forEach(OurImageIT::awaitShare);
    for (OurContainer outgoing : old) {
      OurContainer incoming = classifier(DockerImageName.parse(NEW_VERSION));
      assertThat(incoming.getDockerImageName()).isEqualTo(NEW_VERSION);
      assertThat(outgoing.end()).isEqualTo(ENDED_BY_SIGTERM);
      awaitShare(incoming);
    }
    topics.assertBalance("rolled to a new version", flow.end(), seen);
  }

  @Test
  void itRunsAsNobodyInParticularAndEndsInGoodOrder() throws Exception {
    OurContainer classifier = classifier();
    flow.start(PER_SECOND);
    awaitMore(PER_SECOND);
    assertThat(classifier.execInContainer("id", "-u").getStdout().strip()).isEqualTo("10001");
    assertThat(classifier.execInContainer("/opt/odia/healthcheck").getExitCode()).isZero();
    assertThat(classifier.execInContainer("cat", "/proc/1/comm").getStdout().strip())
        .isEqualTo("java");
    assertThat(classifier.end()).isEqualTo(ENDED_BY_SIGTERM);
    assertThat(classifier.getLogs()).contains("classifier stopped: ");
  }

  @Test
  void secretsOfItsEnvironmentAreNeverSaid() {
    String secret = "geheim-4711";
    OurContainer classifier =
        new OurContainer(Images.ours(), network, "classifier")
            .withEnv("ODIA_LOG_LEVEL", "INFO")
            .withEnv("ODIA_SOME_PASSWORD", secret)
            .withEnv("ODIA_KAFKA_CONFIG", "/tmp/kafka.properties")
            .withCopyToContainer(
                Transferable.of("ssl.key.password=" + secret + "\nsasl.jaas.config=" + secret),
                "/tmp/kafka.properties");
    started.add(classifier);
    classifier.start();
    assertThat(classifier.getLogs()).contains("ssl.key.password = [hidden]");
    assertThat(classifier.getLogs() + ask(classifier, "/metrics")).doesNotContain(secret);
  }
}
