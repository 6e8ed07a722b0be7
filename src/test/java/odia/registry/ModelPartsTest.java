package odia.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import odia.event.Json;
import odia.event.TestPromotions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ModelPartsTest {

  private final ModelParts parts = new ModelParts("v", SigningKeys.NONE, 10);

  private void add(String key, byte[] value) {
    byte[] name = key == null ? null : key.getBytes(UTF_8);
    parts.add(new ConsumerRecord<>("odia.models", 0, 0, name, value));
  }

  private void manifestOf(byte[]... sent) {
    int bytes = 0;
    for (byte[] part : sent) {
      bytes += part.length;
    }
    String digest = ModelRecords.sha256(List.of(sent));
    ModelManifest.Facts facts = new ModelManifest.Facts(null, null, null);
    add(
        "v/manifest",
        Json.bytes(
            new ModelManifest("v", null, digest, bytes, sent.length, 0, facts, TestPromotions.AT)));
  }

  @Test
  void asMuchAsMayBeIsKept() {
    add("v/0", new byte[10]);
    manifestOf(new byte[10]);

    assertThat(parts.whole()).hasSize(10);
  }

  @Test
  void ofAModelThatIsTooLargeNothingIsKept() {
    add("v/0", new byte[6]);
    add("v/1", new byte[5]);
    manifestOf(new byte[6], new byte[5]);

    assertThat(parts.whole()).isNull();
    assertThat(parts.complaint()).contains("11 bytes").contains("heap");
  }

  @Test
  void recordsOfOthersBetweenThePartsAreNoHarm() {
    add("v/0", new byte[] {1});
    add("other/0", new byte[] {9});
    add(null, new byte[] {9});
    add("v/x", new byte[] {9});
    add("v/1", new byte[] {2});
    manifestOf(new byte[] {1}, new byte[] {2});

    assertThat(parts.whole()).containsExactly(1, 2);
  }

  @Test
  void whatAnEarlierPublicationLeftBehindIsForgotten() {
    add("v/0", new byte[] {7});
    add("v/1", new byte[] {8});
    add("v/0", new byte[] {1});
    add("v/1", new byte[] {2});
    manifestOf(new byte[] {1}, new byte[] {2});

    assertThat(parts.whole()).containsExactly(1, 2);
  }
}
