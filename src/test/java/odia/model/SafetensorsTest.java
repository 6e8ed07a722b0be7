package odia.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SafetensorsTest {

  private static Safetensors.Content content() {
    Map<String, String> texts = new LinkedHashMap<>(Map.of("format", "ଓଡ଼ିଆ"));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a", Tensor.ofFloats(new float[] {1, -2, 3.5f, 0, 5, 6}, 2, 3));
    tensors.put("b", Tensor.ofHalves(new float[] {0.5f, 2}, 2));
    tensors.put("c", Tensor.ofBytes(new byte[] {1, 2, 3}));
    return new Safetensors.Content(texts, tensors);
  }

  private static final byte[] BYTES = Safetensors.write(content());

  @Test
  void whatWasWrittenIsRead() {
    Safetensors.Content read = Safetensors.read(BYTES);

    assertThat(read.texts()).isEqualTo(content().texts());
    assertThat(read.tensors().keySet()).containsExactly("a", "b", "c");
    assertThat(read.tensors().get("a").floats()).containsExactly(1, -2, 3.5f, 0, 5, 6);
    assertThat(read.tensors().get("b").floats()).containsExactly(0.5f, 2);
  }

  @Test
  void anyFlippedBitIsFound() {
    for (int bit = 0; bit < BYTES.length * 8; bit++) {
      byte[] flipped = BYTES.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> Safetensors.read(flipped)).isInstanceOf(CheckpointException.class);
    }
  }

  @Test
  void anyCutIsFound() {
    for (int length = 0; length < BYTES.length; length++) {
      byte[] cut = Arrays.copyOf(BYTES, length);
      assertThatThrownBy(() -> Safetensors.read(cut)).isInstanceOf(CheckpointException.class);
    }
  }

  @Test
  void anotherProgramsFileIsNotCalledDamaged() {
    String header = "{\"w\":{\"dtype\":\"%s\",\"shape\":[0],\"data_offsets\":[0,0]}}";
    assertThatThrownBy(() -> Safetensors.read(headed(header.formatted("F32"))))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("of another program");
    assertThatThrownBy(() -> Safetensors.read(headed(header.formatted("BF16"))))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("writes no numbers of type BF16");
  }

  private static byte[] headed(String header) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putLong(header.length()).put(header.getBytes(UTF_8)).array();
  }

  @Test
  void bytesBehindTheEndAreRefused() {
    byte[] longer = Arrays.copyOf(BYTES, BYTES.length + 1);

    assertThatThrownBy(() -> Safetensors.read(longer)).hasMessageContaining("too many");
  }

  @Test
  void aLengthThatIsOnlyClaimedAllocatesNothing() {
    byte[] claim =
        ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE).array();

    assertThatThrownBy(() -> Safetensors.read(claim)).hasMessageContaining("cut off");
  }

  @Test
  void aShapeThatOverflowsIsRefused() {
    String header =
        "{\"big\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}";

    assertThatThrownBy(() -> Safetensors.read(headed(header)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("its tensor big makes no sense");
  }

  @Test
  void randomBytesAreRefused() {
    Random random = new Random(1);
    for (int n = 0; n < 10_000; n++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (bytes.length > 8) {
        Arrays.fill(bytes, 1, 8, (byte) 0); // a believable header length
      }
      assertThatThrownBy(() -> Safetensors.read(bytes)).isInstanceOf(CheckpointException.class);
    }
  }
}
