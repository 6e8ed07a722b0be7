package odia.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import odia.event.Json;
import odia.event.Promotion;
import odia.event.TestPromotions;
import odia.event.Topic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models on a real broker; every test has versions of its own. */
class RegistryIT {

  /** Three parts, the last one short. */
  private static final byte[] MODEL = new byte[2 * ModelRecords.PART_BYTES + 1000];

  @TempDir private static Path folder;
  private static TestRegistry registry;
  private static SigningKeys keys;

  @BeforeAll
  static void start() {
    new Random(1).nextBytes(MODEL);
    registry = new TestRegistry(folder.resolve("broker"));
    keys = TestKeys.pair(folder, "our");
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  private static byte[] fetch(String version, Long hint) {
    return new ModelReader(registry.client(), SigningKeys.NONE).fetch(version, hint);
  }

  private static void assertRefused(String version, String why) {
    assertThatThrownBy(() -> fetch(version, null))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("model " + version + " is refused")
        .hasMessageContaining(why);
  }

  private static byte[] part(int number) {
    int from = number * ModelRecords.PART_BYTES;
    return Arrays.copyOfRange(MODEL, from, Math.min(MODEL.length, from + ModelRecords.PART_BYTES));
  }

  private static void put(String key, byte[] value) {
    registry.put(Topic.MODELS, key, value);
  }

  private static byte[] manifest(String version, String sha256, int bytes, int parts) {
    ModelManifest.Facts facts = new ModelManifest.Facts(null, null, null);
    return Json.bytes(
        new ModelManifest(version, null, sha256, bytes, parts, 0, facts, TestPromotions.AT));
  }

  private static byte[] honest(String version) {
    return manifest(version, ModelRecords.sha256(List.of(MODEL)), MODEL.length, 3);
  }

  @Test
  void whatIsPublishedIsFetchedBackBitForBit() {
    ModelManifest sent = registry.publish(MODEL, "whole");

    assertThat(sent.parts()).isEqualTo(3);
    assertThat(fetch("whole", sent.firstOffset())).isEqualTo(MODEL);
    assertThat(fetch("whole", null)).isEqualTo(MODEL);
  }

  @Test
  void theManifestsTellOfEveryModel() {
    ModelManifest sent = registry.publish(MODEL, "told");

    assertThat(new ModelReader(registry.client(), SigningKeys.NONE).manifests())
        .containsEntry("told", sent);
    assertThat(sent.bytes()).isEqualTo(MODEL.length);
    assertThat(sent.facts()).isEqualTo(TestRegistry.named("told").facts());
  }

  @Test
  void aWrongHintIsNoHarm() {
    long second = registry.publish(MODEL, "hinted").firstOffset() + 1;

    for (long hint : new long[] {second, 0, -5, Long.MAX_VALUE}) {
      assertThat(fetch("hinted", hint)).as("hint %d", hint).isEqualTo(MODEL);
    }
  }

  @Test
  void anAbortedTransactionIsNeverSeen() {
    ModelWriter writer = new ModelWriter(registry.producer(), SigningKeys.NONE, Clock.systemUTC());
    assertThatThrownBy(
            () ->
                writer.inTransaction(
                    () -> {
                      writer.send(MODEL, TestRegistry.named("aborted"));
                      writer.send(TestPromotions.promoted("aborted", null));
                      throw new IllegalStateException("changed my mind");
                    }))
        .hasMessage("changed my mind");

    assertRefused("aborted", "it is not on odia.models");
    assertThat(history().champions()).extracting(Promotion::version).doesNotContain("aborted");
    registry.publish(MODEL, "aborted");
    assertThat(fetch("aborted", null)).isEqualTo(MODEL);
  }

  private static History history() {
    try (PromotionLog log = new PromotionLog(registry.client())) {
      return log.readToEnd();
    }
  }

  @Test
  void anUnknownVersionIsRefused() {
    assertRefused("unknown", "it is not on odia.models");
  }

  @Test
  void aDamagedPartIsRefused() {
    byte[] damaged = part(1);
    damaged[500] ^= 1;
    put("damaged/0", part(0));
    put("damaged/1", damaged);
    put("damaged/2", part(2));
    put("damaged/manifest", honest("damaged"));

    assertRefused("damaged", "its bytes are damaged");
  }

  @Test
  void aMissingPartIsRefused() {
    put("missing/0", part(0));
    put("missing/2", part(2));
    put("missing/manifest", honest("missing"));

    assertRefused("missing", "1 of 3 parts are there");
  }

  @Test
  void aModelThatIsCutOffIsRefused() {
    put("cut/0", part(0));
    put("cut/1", part(1));
    put("cut/2", Arrays.copyOf(part(2), 10));
    put("cut/manifest", honest("cut"));

    assertRefused("cut", "of %d bytes".formatted(MODEL.length));
  }

  @Test
  void aManifestAloneIsRefused() {
    put("alone/manifest", honest("alone"));

    assertRefused("alone", "0 of 3 parts are there");
  }

  @Test
  void partsWithoutAManifestAreRefused() {
    put("parts/0", part(0));

    assertRefused("parts", "it is not on odia.models");
  }

  @Test
  void aManifestThatClaimsMuchAllocatesNothing() {
    put("claims/0", part(0));
    put("claims/manifest", manifest("claims", "00", Integer.MAX_VALUE, Integer.MAX_VALUE));
    assertRefused("claims", "1 of 2147483647 parts are there");

    put("claims/manifest", "{\"version\":\"claims\",\"bytes\":1e99}".getBytes(UTF_8));
    assertRefused("claims", "its manifest is not readable");

    put("claims/manifest", manifest("claims", null, -1, -1));
    assertRefused("claims", "of -1 parts are there");
  }

  @Test
  void removingWhatClaimsManyPartsEnds() {
    ModelManifest lying = Json.read(manifest("lying", "", 1, 1 << 30), ModelManifest.class);
    put("lying/manifest", Json.bytes(lying));
    registry.remove(lying);

    assertRefused("lying", "it was removed");
  }

  @Test
  void aManifestOfAnotherVersionIsRefused() {
    put("other/0", part(0));
    put("other/manifest", honest("another"));

    assertRefused("other", "its manifest is that of another");
    assertThat(new ModelReader(registry.client(), SigningKeys.NONE).manifests())
        .doesNotContainKey("other");
  }

  @Test
  void aVersionPublishedAgainMendsADamagedOne() {
    put("again/0", part(0));
    put("again/manifest", honest("again"));
    assertRefused("again", "1 of 3 parts");

    registry.publish(MODEL, "again");
    assertThat(fetch("again", 0L)).isEqualTo(MODEL);
  }

  @Test
  void aDamagedCopyBehindAGoodOneIsNoHarm() {
    registry.publish(MODEL, "twice");
    put("twice/0", part(1));
    put("twice/manifest", honest("twice"));

    assertThat(fetch("twice", null)).isEqualTo(MODEL);
  }

  @Test
  void aRemovedVersionIsRefusedBeforeKafkaHasCleanedUpToo() {
    ModelManifest sent = registry.publish(MODEL, "removed");
    registry.remove(sent);

    assertRefused("removed", "it was removed");
    assertThatThrownBy(() -> fetch("removed", sent.firstOffset())).hasMessageContaining("removed");
    assertThat(new ModelReader(registry.client(), SigningKeys.NONE).manifests())
        .doesNotContainKey("removed");

    registry.publish(MODEL, "removed");
    assertThat(fetch("removed", sent.firstOffset())).isEqualTo(MODEL);
  }

  @Test
  void whereAPublicKeyIsSetTheRightSignatureIsAccepted() {
    registry.publish(MODEL, "signed", keys);

    assertThat(new ModelReader(registry.client(), keys).fetch("signed", null)).isEqualTo(MODEL);
    assertThat(fetch("signed", null)).isEqualTo(MODEL);
  }

  @Test
  void whereAPublicKeyIsSetUnsignedAndWronglySignedModelsAreRefused() {
    ModelReader strict = new ModelReader(registry.client(), keys);
    registry.publish(MODEL, "unsigned");
    registry.publish(MODEL, "forged", TestKeys.pair(folder, "their"));

    assertThatThrownBy(() -> strict.fetch("unsigned", null)).hasMessageContaining("not signed");
    assertThatThrownBy(() -> strict.fetch("forged", null))
        .hasMessageContaining("not by the key that is set");
  }

  @Test
  void promotionsAreReadInOrderAndWhatIsNoneIsLeftOut() {
    registry.put(Topic.PROMOTIONS, null, "no json".getBytes(UTF_8));
    registry.say(TestPromotions.promoted("first", null));
    registry.put(Topic.PROMOTIONS, null, null);
    registry.put(Topic.PROMOTIONS, null, "{\"kind\":\"promoted\",\"by\":\"x\"}".getBytes(UTF_8));
    registry.put(Topic.PROMOTIONS, null, "{\"kind\":\"crowned\"}".getBytes(UTF_8));
    registry.say(TestPromotions.promoted("second", "first"));

    assertThat(history().champions())
        .extracting(Promotion::version)
        .startsWith("second", "first")
        .doesNotContainNull();
  }
}
