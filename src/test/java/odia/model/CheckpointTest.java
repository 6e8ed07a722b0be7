package odia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

  @TempDir private Path folder;

  private final Checkpoint made = ToyModels.checkpoint(1);

  @Test
  void savedAndLoadedItScoresTheSame() throws IOException {
    Path file = folder.resolve("model.ckpt");
    made.save(file);
    Classifier before = made.classifier();
    Classifier after = Checkpoint.load(file).classifier();

    for (String text : ToyModels.TEXTS) {
      Map<String, Double> expected = before.classify(text).probabilities();
      after
          .classify(text)
          .probabilities()
          .forEach((label, p) -> assertThat(p).isCloseTo(expected.get(label), within(1e-6)));
    }
  }

  @Test
  void savedAndLoadedItIsTheSame() {
    Checkpoint loaded = Checkpoint.fromBytes(made.toBytes(), "it");

    assertThat(loaded.manifest()).isEqualTo(made.manifest());
    assertThat(loaded.version()).isEqualTo(made.version());
    assertThat(loaded.encoder().fingerprint()).isEqualTo(made.encoder().fingerprint());
  }

  @Test
  void otherWeightsAreAnotherVersion() {
    assertThat(ToyModels.checkpoint(2).version()).isNotEqualTo(made.version());
    assertThat(ToyModels.checkpoint(1).version()).isEqualTo(made.version());
  }

  @Test
  void theTableStandsInTheNetworkRowByRow() {
    ComputationGraph network = made.network();

    assertThat(network.paramTable().get(Body.TABLE).dup('c').data().asFloat())
        .isEqualTo(made.table());
  }

  @Test
  void anotherCalibrationIsAnotherVersionOfTheSameWeights() {
    Checkpoint other = made.withCalibration(new Manifest.Calibration(2, 0, 0.3));

    assertThat(other.version()).isNotEqualTo(made.version());
    assertThat(other.table()).isEqualTo(made.table());
    assertThat(other.classifier().reviewThreshold()).isEqualTo(0.3);
  }

  @Test
  void aShapeThatItsWeightsDoNotHaveAllocatesNoNetwork() {
    Manifest manifest = made.manifest();
    Manifest lying =
        new Manifest(
            manifest.kind(),
            new Shape(1024, 4096, 8, 4096), // 3 GB of weights
            manifest.encoder(),
            manifest.labels(),
            manifest.calibration(),
            manifest.metrics(),
            manifest.provenance());

    assertThatThrownBy(() -> Checkpoint.of(Map.of(), made.encoder(), lying).classifier())
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("body/embedding");
  }

  @Test
  void savingLeavesNothingElseBehind() throws IOException {
    made.save(folder.resolve("model.ckpt"));
    made.save(folder.resolve("model.ckpt"));

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("model.ckpt");
    }
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Checkpoint.load(folder.resolve("none.ckpt")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("none.ckpt");
  }

  @Test
  void aFileThatDoesNotFitTheMemoryIsRefusedUnread() throws IOException {
    Path file = folder.resolve("film.ckpt");
    try (RandomAccessFile film = new RandomAccessFile(file.toFile(), "rw")) {
      film.setLength(Runtime.getRuntime().maxMemory()); // no byte of it is on the disk
    }
    assertThatThrownBy(() -> Checkpoint.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("film.ckpt")
        .hasMessageContaining("-Xmx");
  }

  @Test
  void aDamagedFileIsNamedAndRefused() throws IOException {
    Path file = folder.resolve("model.ckpt");
    byte[] bytes = made.toBytes();
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> Checkpoint.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("model.ckpt")
        .hasMessageContaining("damaged");
  }

  @Test
  void anotherFormatIsRefused() {
    Map<String, String> texts = new LinkedHashMap<>(Map.of("format", "odia-checkpoint/99"));
    byte[] bytes = Safetensors.write(new Safetensors.Content(texts, new LinkedHashMap<>()));

    assertThatThrownBy(() -> Checkpoint.fromBytes(bytes, "it"))
        .hasMessageContaining("odia-checkpoint/99")
        .hasMessageContaining("odia-checkpoint/2");
  }

  @Test
  void anotherEncoderThanItsWeightsAreForIsRefused() {
    assertThatThrownBy(
            () -> Checkpoint.fromBytes(withText("\"buckets\":20", "\"buckets\":21"), "it"))
        .hasMessageContaining("fingerprint");
  }

  @Test
  void aShapeThatDoesNotFitTheWeightsIsRefused() {
    Checkpoint other = Checkpoint.fromBytes(withText("\"embedding\":12", "\"embedding\":13"), "it");

    assertThatThrownBy(other::classifier)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("13")
        .hasMessageContaining("12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind",
        "shape",
        "encoder",
        "range",
        "fingerprint",
        "labels",
        "calibration",
        "metrics",
        "provenance",
        "settings",
        "data"
      })
  void aManifestWithoutOneOfItsPartsIsRefusedByName(String part) throws IOException {
    Safetensors.Content content = Safetensors.read(made.toBytes());
    JsonNode manifest = new ObjectMapper().readTree(content.texts().get("manifest"));
    ((ObjectNode) manifest.findParent(part)).remove(part);
    content.texts().put("manifest", manifest.toString());
    byte[] without = Safetensors.write(content);

    assertThatThrownBy(() -> Checkpoint.fromBytes(without, "it"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageFindingMatch("has no (\\w+'s )?" + part);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{}", "7"})
  void aManifestThatIsNoneIsRefused(String manifest) {
    Safetensors.Content content = Safetensors.read(made.toBytes());
    content.texts().put("manifest", manifest);
    byte[] bytes = Safetensors.write(content);

    assertThatThrownBy(() -> Checkpoint.fromBytes(bytes, "it"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("checkpoint it is refused");
  }

  /** The checkpoint with another manifest and a right digest, as another program might write it. */
  private byte[] withText(String old, String changed) {
    Safetensors.Content content = Safetensors.read(made.toBytes());
    String manifest = content.texts().get("manifest");
    assertThat(manifest).contains(old);
    content.texts().put("manifest", manifest.replace(old, changed));
    return Safetensors.write(content);
  }

  @Test
  void aLanguageModelDoesNotClassify() {
    Checkpoint languageModel = ToyModels.checkpoint(1, Manifest.Kind.LANGUAGE_MODEL);

    assertThatThrownBy(languageModel::classifier).hasMessageContaining("fine-tune");
  }
}
