package odia.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import odia.text.EncodedText;
import odia.text.TextEncoder;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A classifier that asks a network; see {@link Classifier} for its contract. */
final class NetworkClassifier implements Classifier {

  /** Longest document, in words; a longer one is read up to here. 99 % of news articles fit. */
  static final int MAX_WORDS = 400;

  private final ComputationGraph network;
  private final WideHead wide; // null where the checkpoint has none
  private final Checkpoint checkpoint;
  private final TextEncoder encoder;
  private final LabelSet labels;
  private final Calibrator calibrator;

  NetworkClassifier(ComputationGraph network, Checkpoint checkpoint) {
    this.network = network;
    this.wide = checkpoint.wideHead();
    this.checkpoint = checkpoint;
    this.encoder = checkpoint.encoder();
    this.labels = new LabelSet(checkpoint.manifest().labels());
    Manifest.Calibration calibration = checkpoint.manifest().calibration();
    this.calibrator = new Calibrator(calibration.temperature(), calibration.doubt());
  }

  @Override
  public Prediction classify(String text) {
    EncodedText encoded = encoder.encode(text, MAX_WORDS);
    Batcher.Batch batch = Batcher.batch(List.of(encoded));
    INDArray[] out =
        network.output(false, new INDArray[] {batch.ids()}, new INDArray[] {batch.weights()});
    double[] deep = out[0].toDoubleVector();
    double[] both = wide == null ? deep : wide.join(deep, encoded);
    return prediction(encoded, calibrator.apply(both));
  }

  private Prediction prediction(EncodedText encoded, double[] probabilities) {
    int best = 0;
    Map<String, Double> byLabel = new LinkedHashMap<>();
    for (int i = 0; i < probabilities.length; i++) {
      byLabel.put(labels.names().get(i), probabilities[i]);
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    return new Prediction(
        labels.names().get(best),
        probabilities[best],
        byLabel,
        encoded.length(),
        encoded.truncated(),
        encoded.odiaShare());
  }

  @Override
  public String modelVersion() {
    return checkpoint.version();
  }

  @Override
  public String encoderFingerprint() {
    return encoder.fingerprint();
  }

  @Override
  public double reviewThreshold() {
    return checkpoint.manifest().calibration().reviewThreshold();
  }

  @Override
  public LabelSet labels() {
    return labels;
  }

  /**
   * What ComputationGraph.close() does, without its System.gc(): that one stops every thread, and a
   * swap closes a network a thread while documents wait.
   */
  @Override
  public void close() {
    network.params().close();
    if (network.getFlattenedGradients() != null) { // none before a training
      network.getFlattenedGradients().close();
    }
  }
}
