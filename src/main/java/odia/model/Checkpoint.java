package odia.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import odia.text.TextEncoder;
import odia.text.Vocabulary;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Weights, encoder, label set and provenance in one, immutable and thread-safe. Weights are held in
 * the precision they are stored in (n-gram table: bytes with a scale a row; all else: half
 * precision), so saving and loading changes no score. Loading refuses a checkpoint whole if
 * anything does not fit; no class name is ever read from it.
 */
public final class Checkpoint {

  private static final String FORMAT = "odia-checkpoint/2";
  private static final String WORDS = "vocabulary/words";
  private static final String NGRAMS = "vocabulary/ngrams";
  private static final String CODES = "/codes";
  private static final String SCALES = "/scales";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Manifest manifest;
  private final Map<String, Tensor> tensors;
  private final TextEncoder encoder;
  private final String version;

  private Checkpoint(Manifest manifest, Map<String, Tensor> tensors, TextEncoder encoder) {
    this.manifest = manifest;
    this.tensors = tensors;
    this.encoder = encoder;
    this.version = versionOf(manifest, tensors);
  }

  /**
   * Of what decides scores, not of when and where it was made: made again, it is the same version.
   */
  private static String versionOf(Manifest manifest, Map<String, Tensor> tensors) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("encoder", manifest.encoder().fingerprint());
    texts.put("labels", manifest.labels().toString());
    texts.put("calibration", manifest.calibration().toString());
    return new Safetensors.Content(texts, tensors).digest().substring(0, 12);
  }

  /**
   * Takes a network's weights, rounded to the precision they are stored in.
   *
   * @param weights by DL4J's names, as in a network's parameter table; and those of a {@link
   *     WideHead}
   */
  public static Checkpoint of(
      Map<String, INDArray> weights, TextEncoder encoder, Manifest manifest) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(WORDS, lines(encoder.vocabulary().words()));
    tensors.put(NGRAMS, lines(encoder.vocabulary().ngrams()));
    weights.forEach((name, numbers) -> store(tensors, vertexAndName(name), numbers));
    return new Checkpoint(manifest, tensors, encoder);
  }

  /** DL4J names a parameter vertex_name; we write vertex/name. */
  private static String vertexAndName(String name) {
    int split = name.lastIndexOf('_');
    return name.substring(0, split) + '/' + name.substring(split + 1);
  }

  private static void store(Map<String, Tensor> tensors, String name, INDArray weights) {
    float[] numbers = weights.dup('c').data().asFloat();
    if (name.startsWith(Body.EMBEDDING)) {
      RowQuantizer.Quantized rows = RowQuantizer.quantize(numbers, (int) weights.size(1));
      tensors.put(name + CODES, rows.codes());
      tensors.put(name + SCALES, rows.scales());
    } else {
      tensors.put(name, Tensor.ofHalves(numbers, weights.shape()));
    }
  }

  private static Tensor lines(List<String> lines) {
    return Tensor.ofBytes(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  public Manifest manifest() {
    return manifest;
  }

  public TextEncoder encoder() {
    return encoder;
  }

  /** 12 hexadecimal digits of a SHA-256: equal weights, encoder and labels, equal version. */
  public String version() {
    return version;
  }

  /** The same weights with other probabilities: another version. */
  public Checkpoint withCalibration(Manifest.Calibration calibration) {
    Manifest changed =
        new Manifest(
            manifest.kind(),
            manifest.shape(),
            manifest.encoder(),
            manifest.labels(),
            calibration,
            manifest.metrics(),
            manifest.provenance());
    return new Checkpoint(changed, tensors, encoder);
  }

  /** A new classifier of its own network, for one thread. */
  public Classifier classifier() {
    if (manifest.kind() != Manifest.Kind.CLASSIFIER) {
      throw new CheckpointException(
          "checkpoint " + version + " is a language model, not a classifier: fine-tune it first");
    }
    return new NetworkClassifier(network(), this);
  }

  ComputationGraph network() {
    Heads.Plan plan =
        new Heads.Plan(
            manifest.shape(), encoder.vocabulary().rows(), manifest.labels().size(), 0, 0);
    checkShape(plan);
    ComputationGraph network = Heads.classifier(plan, group -> new Sgd(0));
    copyTo(network, "");
    return network;
  }

  /** A network takes as much memory as its shape claims: the weights must be there first. */
  private void checkShape(Heads.Plan plan) {
    Heads.classifierShapes(plan)
        .forEach(
            (name, shape) -> {
              boolean coded = name.startsWith(Body.EMBEDDING);
              tensor(
                  vertexAndName(name) + (coded ? CODES : ""),
                  coded ? Tensor.Type.I8 : Tensor.Type.F16,
                  shape);
            });
  }

  /** The n-gram table, [R, E] in c order; a fresh copy. */
  public float[] table() {
    return numbers(
        vertexAndName(Body.TABLE), encoder.vocabulary().rows(), manifest.shape().embedding());
  }

  /** The wide half of the head, or null where there is none. */
  WideHead wideHead() {
    String name = vertexAndName(WideHead.WEIGHTS);
    if (!tensors.containsKey(name)) {
      return null;
    }
    int labels = manifest.labels().size();
    return new WideHead(numbers(name, encoder.vocabulary().rows(), labels), labels);
  }

  /** Copies the QRNN layers' weights by vertex name into a network that has the same ones. */
  public void copyRecurrentTo(ComputationGraph network) {
    copyTo(network, Body.RECURRENT);
  }

  private void copyTo(ComputationGraph network, String prefix) {
    network
        .paramTable()
        .forEach(
            (name, weights) -> {
              if (name.startsWith(prefix)) {
                copy(vertexAndName(name), weights);
              }
            });
  }

  /** A classifier is made while others serve: the large table takes no copy on its way. */
  private void copy(String name, INDArray weights) {
    if (name.startsWith(Body.EMBEDDING) && weights.ordering() == 'c') {
      RowQuantizer.restore(quantized(name, weights.shape()), weights.data().asNioFloat());
      return;
    }
    try (INDArray numbers = Nd4j.createFromArray(numbers(name, weights.shape()))) {
      weights.assign(numbers.reshape('c', weights.shape()));
    }
  }

  private float[] numbers(String name, long... shape) {
    return name.startsWith(Body.EMBEDDING)
        ? RowQuantizer.restore(quantized(name, shape))
        : tensor(name, Tensor.Type.F16, shape).floats();
  }

  private RowQuantizer.Quantized quantized(String name, long... shape) {
    Tensor codes = tensor(name + CODES, Tensor.Type.I8, shape);
    return new RowQuantizer.Quantized(codes, tensor(name + SCALES, Tensor.Type.F32, shape[0]));
  }

  private Tensor tensor(String name, Tensor.Type type, long... shape) {
    Tensor tensor = tensors.get(name);
    if (tensor == null || tensor.type() != type || !Arrays.equals(tensor.shape(), shape)) {
      throw new CheckpointException(
          "checkpoint %s does not fit: %s should be %s %s but is %s"
              .formatted(
                  version,
                  name,
                  type,
                  Arrays.toString(shape),
                  tensor == null
                      ? "absent"
                      : tensor.type() + " " + Arrays.toString(tensor.shape())));
    }
    return tensor;
  }

  private Safetensors.Content content() {
    try {
      Map<String, String> texts = new LinkedHashMap<>();
      texts.put("format", FORMAT);
      texts.put("manifest", JSON.writeValueAsString(manifest));
      return new Safetensors.Content(texts, tensors);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A manifest is plain records", e);
    }
  }

  public byte[] toBytes() {
    return Safetensors.write(content());
  }

  /**
   * Reads and verifies a checkpoint.
   *
   * @param name what to call it in messages, e.g. a file's path
   * @throws CheckpointException if it is damaged, cut off, of another format, or does not fit
   *     itself
   */
  public static Checkpoint fromBytes(byte[] bytes, String name) {
    try {
      Safetensors.Content content = Safetensors.read(bytes);
      if (!FORMAT.equals(content.texts().get("format"))) {
        throw new CheckpointException(
            "its format is " + content.texts().get("format") + ", this program reads " + FORMAT);
      }
      String said = content.texts().getOrDefault("manifest", "null");
      Manifest manifest = JSON.readValue(said, Manifest.class);
      Manifest.present("manifest", manifest);
      return new Checkpoint(manifest, content.tensors(), encoder(manifest, content.tensors()));
    } catch (CheckpointException | JsonProcessingException | IllegalArgumentException e) {
      throw new CheckpointException("The checkpoint " + name + " is refused: " + e.getMessage(), e);
    }
  }

  private static TextEncoder encoder(Manifest manifest, Map<String, Tensor> tensors) {
    Manifest.Encoder wanted = manifest.encoder();
    TextEncoder encoder =
        new TextEncoder(
            new Vocabulary(
                lines(tensors, WORDS), lines(tensors, NGRAMS), wanted.buckets(), wanted.range()));
    if (!encoder.fingerprint().equals(wanted.fingerprint())) {
      throw new CheckpointException(
          "its encoder's fingerprint is "
              + wanted.fingerprint()
              + ", this program makes "
              + encoder.fingerprint()
              + " of it: it was made by another version of odia-stream");
    }
    return encoder;
  }

  private static List<String> lines(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new CheckpointException("it has no " + name);
    }
    String text = new String(tensor.bytes(), StandardCharsets.UTF_8);
    return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
  }

  /** Writes the file whole or not at all: a reader never sees half a checkpoint. */
  public void save(Path file) throws IOException {
    Safetensors.save(content(), file);
  }

  /** A file and its tensors stand in memory together, with the weights made of them. */
  private static void checkSize(Path file) throws IOException {
    long megabytes = Files.size(file) >> 20;
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    if (megabytes > heap / 3) {
      throw new CheckpointException(
          "The checkpoint %s is refused: it has %d MiB, too many for a heap of %d MiB. If it is one of odia-stream, set ODIA_JAVA_OPTS=-Xmx%dm"
              .formatted(file, megabytes, heap, 6 * megabytes));
    }
  }

  /**
   * @throws CheckpointException if the file is not there or is refused
   */
  public static Checkpoint load(Path file) {
    try {
      checkSize(file);
      return fromBytes(Files.readAllBytes(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new CheckpointException("There is no checkpoint " + file, e);
    } catch (IOException e) {
      throw new CheckpointException("The checkpoint " + file + " cannot be read: " + e, e);
    }
  }
}
