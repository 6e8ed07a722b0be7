package odia.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static odia.event.TestPromotions.promoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import odia.model.Checkpoint;
import odia.model.ToyModels;
import odia.registry.SigningKeys;
import odia.registry.TestRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classifiers that change their model while documents flow, against a real broker. */
class HotSwapIT {

  private static final Checkpoint INITIAL = ToyModels.checkpoint(1);
  private static final Checkpoint EVEN = ToyModels.checkpoint(2);
  private static final Checkpoint ODD = ToyModels.checkpoint(3);

  @TempDir private Path folder;
  private TestRegistry registry;
  private SeenLabels seen;
  private Flow flow;

  @BeforeEach
  void start() {
    registry = new TestRegistry(folder.resolve("broker"));
    registry.publish(EVEN.toBytes(), EVEN.version());
    registry.publish(ODD.toBytes(), ODD.version());
    seen = new SeenLabels(registry.client());
    flow = new Flow(registry.client());
  }

  @AfterEach
  void stop() {
    flow.close();
    seen.close();
    registry.close();
  }

  private ClassifyService service() {
    return new ClassifyService(
        new StreamSettings(
            registry.bootstrapServers(),
            "odia-swap",
            2,
            Duration.ofMillis(50),
            folder.resolve("state"),
            Map.of(),
            SigningKeys.NONE,
            StreamSettings.Corrections.STANDARD),
        new LiveModel(INITIAL::classifier));
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(5)).until(condition);
  }

  private void promote(int number) {
    registry.say(promoted((number % 2 == 0 ? EVEN : ODD).version(), null));
  }

  /** Sends documents for both threads and awaits their labels. */
  private void assertNextLabelsAreBy(Checkpoint champion) {
    String[] documents = new String[20];
    int before = seen.poll();
    for (int i = 0; i < documents.length; i++) {
      documents[i] = flow.send();
    }
    seen.await(before + documents.length);
    for (String document : documents) {
      assertThat(seen.versionOf(document)).isEqualTo(champion.version());
    }
  }

  @Test
  void aPromotionIsServedByTheNextDocumentWithNoRestart() {
    try (ClassifyService service = service()) {
      service.start();
      assertNextLabelsAreBy(INITIAL);
      promote(0);
      until(() -> service.modelSwaps() == 1);
      assertNextLabelsAreBy(EVEN);
      assertThat(service.check().ok()).isTrue();
    }
  }

  @Test
  void aBadPromotionIsReportedAndTheChampionGoesOnLabelling() {
    registry.publish("none".getBytes(UTF_8), "bad");
    try (ClassifyService service = service()) {
      service.start();
      registry.say(promoted("bad", null));
      until(() -> service.modelRefusals() == 1);
      until(() -> service.check().detail().contains("RUNNING"));
      assertThat(service.check().ok()).isFalse();
      assertThat(service.check().detail()).contains("model bad is refused");
      assertNextLabelsAreBy(INITIAL);

      promote(1);
      until(() -> service.check().ok());
      assertNextLabelsAreBy(ODD);
    }
  }

  @Test
  void aFreshInstanceLabelsNothingBeforeItHasTheChampion() {
    for (int i = 0; i < 50; i++) {
      flow.send();
    }
    promote(0);
    try (ClassifyService service = service()) {
      service.start();
      seen.await(50);
    }
    seen.assertEachOnceByOneOf(50, EVEN.version());
  }

  @Test
  void twentySwapsUnderLoadLoseAndDoubleNothing() {
    promote(0);
    try (ClassifyService service = service()) {
      service.start();
      flow.start(200);
      for (int swap = 1; swap <= 20; swap++) {
        promote(swap);
        int swaps = swap + 1; // the first one at the start
        until(() -> seen.poll() >= 0 && service.modelSwaps() == swaps);
      }
      int documents = flow.end();
      seen.await(documents);
      seen.assertEachOnceByOneOf(documents, EVEN.version(), ODD.version());
      assertThat(service.modelRefusals()).isZero();
      assertThat(service.counts().documents()).isEqualTo(documents);
    }
  }

  @Test
  void killedInMidSwapEveryDocumentHasOneLabelByAPromotedModel() throws Exception {
    Random random = new Random(7);
    promote(0);
    AtomicInteger promoted = new AtomicInteger();
    ScheduledExecutorService swapping = Executors.newSingleThreadScheduledExecutor();
    swapping.scheduleAtFixedRate(
        () -> promote(promoted.incrementAndGet()), 0, 300, TimeUnit.MILLISECONDS);
    flow.start(200);
    for (int kill = 1; kill <= 3; kill++) {
      Process process = process("killed-" + kill);
      seen.await(seen.poll() + 1);
      seen.await(seen.poll() + random.nextInt(400));
      assertThat(process.isAlive()).isTrue();
      process.destroyForcibly().waitFor();
    }
    Process last = process("killed-last");
    int documents = flow.end();
    seen.await(documents);
    swapping.shutdownNow();
    seen.assertEachOnceByOneOf(documents, EVEN.version(), ODD.version());
    last.destroy();
    assertThat(last.waitFor()).isEqualTo(143); // ended by the signal, in good order
  }

  private Process process(String name) throws IOException {
    return ClassifierProcess.startToy(registry.bootstrapServers(), folder.resolve(name));
  }
}
