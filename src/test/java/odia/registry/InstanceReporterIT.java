package odia.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import odia.event.Instance;
import odia.event.Json;
import odia.event.Topic;
import odia.registry.InstanceReporter.State;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process says of itself, on a real broker. */
class InstanceReporterIT {

  private static final Duration DEADLINE = Duration.ofMinutes(2);

  @TempDir private static Path folder;
  private static TestRegistry registry;

  @BeforeAll
  static void start() {
    registry = new TestRegistry(folder);
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  private static InstanceReporter reporter(Supplier<State> state) {
    return new InstanceReporter(
        registry.client(), List.of("classifier", "learner"), state, Duration.ofMillis(200));
  }

  private static State version(String version) {
    return new State(true, "all well", version, new Instance.Training(0.25, null));
  }

  /** What one process has said until now; null for its end. */
  private static List<Instance> said(InstanceReporter by) {
    List<Instance> all = new ArrayList<>();
    try (CommittedTail tail = new CommittedTail(registry.client(), Topic.INSTANCES.name())) {
      tail.readToEnd(record -> addIfOf(by, record, all));
    }
    return all;
  }

  private static void addIfOf(
      InstanceReporter by, ConsumerRecord<byte[], byte[]> record, List<Instance> all) {
    if (by.id().equals(new String(record.key(), UTF_8))) {
      all.add(Json.read(record.value(), Instance.class));
    }
  }

  private static List<Instance> awaitReports(InstanceReporter by, int atLeast) {
    return Awaitility.await()
        .atMost(DEADLINE)
        .until(() -> said(by), reports -> reports.size() >= atLeast);
  }

  @Test
  void aProcessSaysHowItIs() {
    try (InstanceReporter reporter = reporter(() -> version("v1"))) {
      reporter.start();
      Instance said = awaitReports(reporter, 1).get(0);

      assertThat(said.id()).isEqualTo(reporter.id()).startsWith(said.host());
      assertThat(said.roles()).containsExactly("classifier", "learner");
      assertThat(said.ok()).isTrue();
      assertThat(said.detail()).isEqualTo("all well");
      assertThat(said.modelVersion()).isEqualTo("v1");
      assertThat(said.training()).isEqualTo(new Instance.Training(0.25, null));
      assertThat(said.at()).isAfterOrEqualTo(said.startedAt());
    }
  }

  @Test
  void itSaysSoAgainAndAgainAsItIsByThen() {
    AtomicInteger version = new AtomicInteger();
    try (InstanceReporter reporter = reporter(() -> version("v" + version.incrementAndGet()))) {
      reporter.start();

      assertThat(awaitReports(reporter, 3))
          .extracting(Instance::modelVersion)
          .startsWith("v1", "v2", "v3");
    }
  }

  @Test
  void whoHasClosedHasSaidSo() {
    InstanceReporter reporter = reporter(() -> version("v1"));
    reporter.start();
    awaitReports(reporter, 1);
    reporter.close();

    assertThat(said(reporter)).last().isNull();
  }

  @Test
  void aPartThatCannotSayHowItIsIsReportedAsNotWell() {
    Supplier<State> failing =
        () -> {
          throw new IllegalStateException("broken");
        };
    try (InstanceReporter reporter = reporter(failing)) {
      reporter.start();

      assertThat(awaitReports(reporter, 2)).allMatch(said -> !said.ok());
    }
  }

  @Test
  void whileKafkaIsAwayItWaitsAndNobodyWaitsForIt() {
    registry.stopBroker();
    InstanceReporter never = reporter(() -> version("v1"));
    never.start();
    try (InstanceReporter reporter = reporter(() -> version("v1"))) {
      reporter.start();
      never.close();
      assertThat(reporter.check().ok()).isTrue();

      registry.startBroker();
      awaitReports(reporter, 1);
      assertThat(said(never)).isEmpty();
    }
  }

  @Test
  void itGoesOnWhenKafkaHasBeenAway() {
    try (InstanceReporter reporter = reporter(() -> version("v1"))) {
      reporter.start();
      int before = awaitReports(reporter, 1).size();
      registry.stopBroker();
      registry.startBroker();

      awaitReports(reporter, before + 3);
    }
  }
}
