package odia.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static odia.event.TestPromotions.promoted;
import static odia.event.TestPromotions.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import odia.event.Topic;
import odia.model.Checkpoint;
import odia.model.Manifest;
import odia.model.ToyModels;
import odia.registry.ModelReader;
import odia.registry.SigningKeys;
import odia.registry.TestKeys;
import odia.registry.TestRegistry;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A follower with small real checkpoints on a real broker; every test has a log of its own. */
class ModelFollowerIT {

  private static final Checkpoint INITIAL = ToyModels.checkpoint(1);
  private static final Checkpoint SECOND = ToyModels.checkpoint(2);
  private static final Checkpoint THIRD = ToyModels.checkpoint(3);

  @TempDir private static Path folder;
  private static TestRegistry registry;

  private final LiveModel live = new LiveModel(INITIAL::classifier);
  private ModelFollower follower;

  @BeforeAll
  static void startBroker() {
    registry = new TestRegistry(folder.resolve("broker"));
    publish(SECOND);
    publish(THIRD);
  }

  @AfterAll
  static void stopBroker() {
    registry.close();
  }

  @BeforeEach
  void forget() {
    registry.forgetPromotions();
    follower = new ModelFollower(registry.client(), SigningKeys.NONE, live, 1);
  }

  @AfterEach
  void close() {
    follower.close();
  }

  private static void publish(Checkpoint checkpoint) {
    registry.publish(checkpoint.toBytes(), checkpoint.version());
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(10)).until(condition);
  }

  private void awaitLive(Checkpoint checkpoint) {
    until(() -> live.version().equals(checkpoint.version()));
  }

  private void promote(String version) {
    registry.say(promoted(version, live.version()));
  }

  /** Promotes it on top of SECOND, which is live by then. */
  private void assertRefused(String version, String why) {
    follower.start();
    promote(SECOND.version());
    awaitLive(SECOND);
    promote(version);
    until(() -> follower.refusals() == 1);

    assertThat(live.version()).isEqualTo(SECOND.version());
    assertThat(live.forThisThread().modelVersion()).isEqualTo(SECOND.version());
    until(() -> !follower.check().ok());
    assertThat(follower.check().detail())
        .contains("model " + SECOND.version(), "model " + version + " is refused", why);
    assertThat(follower.swaps()).isEqualTo(1);
  }

  @Test
  void aPromotedModelGoesLive() {
    follower.start();
    assertThat(live.version()).isEqualTo(INITIAL.version());
    promote(SECOND.version());

    awaitLive(SECOND);
    until(() -> follower.swaps() == 1);
    assertThat(follower.check().ok()).isTrue();
    assertThat(follower.check().detail()).isEqualTo("model " + SECOND.version());
  }

  @Test
  void aModelInTheTransactionOfItsPromotionGoesLive() {
    Checkpoint fourth = ToyModels.checkpoint(4);
    follower.start();
    registry.publishAndPromote(fourth.toBytes(), fourth.version());

    awaitLive(fourth);
    assertThat(follower.refusals()).isZero();
  }

  @Test
  void aDamagedModelIsRefused() {
    byte[] damaged = THIRD.toBytes();
    damaged[damaged.length - 5] ^= 1;
    registry.publish(damaged, "damaged"); // its manifest fits: the checkpoint's own digest does not

    assertRefused("damaged", "its bytes are damaged");
  }

  @Test
  void aModelThatIsCutOffIsRefused() {
    byte[] bytes = THIRD.toBytes();
    registry.publish(Arrays.copyOf(bytes, bytes.length / 2), "cut");

    assertRefused("cut", "cut off");
  }

  @Test
  void whatIsNoCheckpointIsRefused() {
    registry.publish("no checkpoint at all".getBytes(UTF_8), "text");

    assertRefused("text", "does not begin like a checkpoint");
  }

  @Test
  void anUnknownVersionIsRefused() {
    assertRefused("unknown", "it is not on odia.models");
  }

  @Test
  void aLanguageModelIsRefused() {
    Checkpoint language = ToyModels.checkpoint(5, Manifest.Kind.LANGUAGE_MODEL);
    publish(language);

    assertRefused(language.version(), "is a language model");
  }

  @Test
  void aModelUnderAnothersVersionIsRefused() {
    registry.publish(THIRD.toBytes(), "impostor");

    assertRefused("impostor", "published as impostor is version " + THIRD.version());
  }

  @Test
  void aRefusalIsForgottenWithTheNextGoodModel() {
    registry.publish("none".getBytes(UTF_8), "bad");
    assertRefused("bad", "too few for a checkpoint");
    promote(THIRD.version());

    awaitLive(THIRD);
    until(() -> follower.check().ok());
    assertThat(follower.refusals()).isEqualTo(1);
  }

  @Test
  void goingBackToTheModelInServiceEndsARefusal() {
    registry.publish("none".getBytes(UTF_8), "bad");
    assertRefused("bad", "too few for a checkpoint");
    registry.say(rolledBack(SECOND.version(), "bad"));

    until(() -> follower.check().ok());
    assertThat(follower.swaps()).isEqualTo(1);
  }

  @Test
  void whereAPublicKeyIsSetOnlyItsModelsGoLive() {
    SigningKeys ours = TestKeys.pair(folder, "our");
    Checkpoint signed = ToyModels.checkpoint(6);
    registry.publish(signed.toBytes(), signed.version(), ours);
    Checkpoint forged = ToyModels.checkpoint(7);
    registry.publish(forged.toBytes(), forged.version(), TestKeys.pair(folder, "their"));
    follower = new ModelFollower(registry.client(), ours, live, 1);
    follower.start();

    promote(THIRD.version());
    until(() -> follower.check().detail().contains("it is not signed"));
    promote(forged.version());
    until(() -> follower.check().detail().contains("not by the key that is set"));
    promote(signed.version());
    until(() -> follower.swaps() == 1);
    assertThat(live.version()).isEqualTo(signed.version());
    assertThat(follower.refusals()).isEqualTo(2);
  }

  @Test
  void aFreshInstanceHasTheChampionWhenItHasStarted() {
    registry.say(promoted(SECOND.version(), null));
    registry.say(promoted(THIRD.version(), SECOND.version()));
    follower.start();

    assertThat(live.version()).isEqualTo(THIRD.version());
    assertThat(follower.check().ok()).isTrue();
  }

  @Test
  void aFreshInstanceWhoseChampionIsBadTakesThePreviousOneAndSaysSo() {
    registry.publish("none".getBytes(UTF_8), "bad");
    registry.say(promoted(SECOND.version(), null));
    registry.say(promoted("bad", SECOND.version()));
    follower.start();

    assertThat(live.version()).isEqualTo(SECOND.version());
    assertThat(follower.refusals()).isEqualTo(1);
    assertThat(follower.check().ok()).isFalse();
    assertThat(follower.check().detail()).contains(SECOND.version(), "model bad is refused");
  }

  @Test
  void whatWasRolledBackFromIsNoPreviousChampion() {
    registry.publish("none".getBytes(UTF_8), "bad");
    registry.say(promoted("bad", null));
    registry.say(promoted(SECOND.version(), "bad"));
    registry.say(rolledBack("bad", SECOND.version()));
    follower.start();

    assertThat(live.version()).isEqualTo(INITIAL.version());
    assertThat(follower.check().ok()).isFalse();
  }

  @Test
  void goingBackToTheModelItCameWithNeedsNoCopyOfIt() {
    follower.start();
    promote(SECOND.version());
    awaitLive(SECOND);
    registry.say(rolledBack(INITIAL.version(), SECOND.version()));

    awaitLive(INITIAL);
    assertThat(follower.refusals()).isZero();
  }

  @Test
  void whatIsNoPromotionIsLeftOut() {
    follower.start();
    registry.put(Topic.PROMOTIONS, null, "no json".getBytes(UTF_8));
    registry.put(Topic.PROMOTIONS, null, null);
    registry.put(Topic.PROMOTIONS, null, "{\"kind\":\"promoted\"}".getBytes(UTF_8));
    promote(SECOND.version());

    awaitLive(SECOND);
    assertThat(follower.refusals()).isZero();
  }

  @Test
  void aModelTooLargeForTheHeapIsRefused() {
    follower = new ModelFollower(registry.client(), OutOfMemory::fetch, live, 1);
    follower.start();
    promote(SECOND.version());

    until(() -> follower.refusals() == 1);
    until(() -> follower.check().detail().contains("no room"));
    promote(INITIAL.version());
    until(() -> follower.check().ok()); // it still follows
  }

  private static final class OutOfMemory {
    static byte[] fetch(String version, Long hint) {
      throw new OutOfMemoryError("no room");
    }
  }

  @Test
  void aFollowerThatDiedSaysSo() {
    follower =
        new ModelFollower(
            registry.client(),
            (version, hint) -> {
              throw new AssertionError("a bug");
            },
            live,
            1);
    follower.start();
    promote(SECOND.version());

    until(() -> !follower.check().ok());
    assertThat(follower.check().detail()).contains("no longer follows promotions");
  }

  /** A client that gives up soon, so that the test need not wait. */
  private static Map<String, Object> impatient() {
    Map<String, Object> client = registry.client();
    client.put("default.api.timeout.ms", 2_000);
    client.put("request.timeout.ms", 1_500);
    return client;
  }

  @Test
  void aBrokerThatGoesAwayDuringTheFetchIsWaitedFor() {
    ModelReader reader = new ModelReader(impatient(), SigningKeys.NONE);
    AtomicBoolean stopped = new AtomicBoolean();
    ModelFollower.Fetch stopping =
        (version, hint) -> {
          if (stopped.compareAndSet(false, true)) {
            registry.stopBroker();
          }
          return reader.fetch(version, hint);
        };
    follower = new ModelFollower(registry.client(), stopping, live, 1);
    follower.start();
    promote(SECOND.version());
    until(() -> follower.check().detail().contains("cannot fetch model"));
    assertThat(live.version()).isEqualTo(INITIAL.version());

    registry.startBroker();
    awaitLive(SECOND);
    until(() -> follower.check().ok());
    assertThat(follower.refusals()).isZero();
  }

  @Test
  void closedWhileItWaitsForAModelItHasNotRefusedIt() {
    registry.say(promoted(SECOND.version(), null));
    follower = new ModelFollower(registry.client(), ModelFollowerIT::silence, live, 1);
    CompletableFuture<Void> starting = CompletableFuture.runAsync(follower::start);
    until(() -> follower.check().detail().contains("cannot fetch model"));
    follower.close();

    until(starting::isDone);
    assertThat(starting).isCompleted();
    assertThat(follower.refusals()).isZero();
  }

  private static byte[] silence(String version, Long hint) {
    throw new TimeoutException("nobody answers");
  }
}
