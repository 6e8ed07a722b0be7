package odia.training;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import odia.corpus.LabelledText;
import odia.evaluation.Evaluation;
import odia.model.Calibrator;
import odia.model.Checkpoint;
import odia.model.Classifier;
import odia.model.LabelSet;
import odia.model.Manifest;
import odia.model.Provenance;
import odia.model.WideHead;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Takes a checkpoint's body, puts a new classifier head on it and trains both on labelled texts, in
 * the stages of an {@link UnfreezeSchedule}.
 */
public final class FineTuner {

  /** A fifth of the development documents shall ask for a person's look. */
  private static final double REVIEW_SHARE = 0.2;

  private final FineTuneSettings settings;
  private final Checkpoint base;
  private final Consumer<String> log;
  private final DoubleConsumer progress;

  /**
   * @param log told what happens, line by line
   * @param progress told after each training step which share of the work is done, in (0, 1]; 1
   *     once, at the end
   */
  public FineTuner(
      FineTuneSettings settings, Checkpoint base, Consumer<String> log, DoubleConsumer progress) {
    this.settings = settings;
    this.base = base;
    this.log = log;
    this.progress = progress;
  }

  /**
   * Fine-tunes.
   *
   * @param files their digests by name, for the provenance
   * @throws TrainingException if there are fewer than two labels, or a related text has another one
   */
  public Checkpoint run(FineTuneData data, Map<String, String> files) {
    Checkpoint tuned = tuned(data, files);
    progress.accept(1);
    return tuned;
  }

  private Checkpoint tuned(FineTuneData data, Map<String, String> files) {
    LabelSet labels = LabelSet.of(data.train().stream().map(LabelledText::label).toList());
    if (labels.size() < 2) {
      throw new TrainingException(
          "a classifier needs two labels or more, the training texts have " + labels.names());
    }
    Samples samples = Samples.of(data, labels, base.encoder(), settings.related());
    Map<String, INDArray> weights = new HashMap<>();
    if (settings.wide() > 0) {
      weights.put(WideHead.WEIGHTS, wide(samples, labels.size()));
    }
    weights.putAll(new DeepTrainer(settings, base, samples, labels.size()).weights(log, progress));
    Checkpoint plain = checkpoint(weights, labels, Manifest.Calibration.NONE, Map.of(), files);
    if (data.dev().isEmpty()) {
      return plain;
    }
    Manifest.Calibration calibration = calibrate(plain.classifier(), data.dev());
    Checkpoint calibrated = checkpoint(weights, labels, calibration, Map.of(), files);
    Evaluation evaluation = Evaluation.of(calibrated.classifier(), data.dev());
    log.accept("development set: " + evaluation.summary());
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("devAccuracy", evaluation.accuracy());
    metrics.put("devMacroF1", evaluation.macroF1());
    return checkpoint(weights, labels, calibration, metrics, files);
  }

  private INDArray wide(Samples samples, int labels) {
    int rows = base.encoder().vocabulary().rows();
    float[] weights =
        new WideTrainer(samples, rows, labels)
            .weights(settings.wide(), settings.relatedWide(), settings.seed());
    return Nd4j.createFromArray(weights).reshape('c', rows, labels);
  }

  private Manifest.Calibration calibrate(Classifier classifier, List<LabelledText> dev) {
    List<LabelledText> known =
        dev.stream().filter(t -> classifier.labels().indexOf(t.label()) >= 0).toList();
    double[][] probabilities = new double[known.size()][];
    int[] gold = new int[known.size()];
    for (int i = 0; i < gold.length; i++) {
      probabilities[i] =
          classifier.classify(known.get(i).text()).probabilities().values().stream()
              .mapToDouble(Double::doubleValue)
              .toArray();
      gold[i] = classifier.labels().indexOf(known.get(i).label());
    }
    Calibrator fit = Calibrator.fit(probabilities, gold);
    return new Manifest.Calibration(
        fit.temperature(), fit.doubt(), reviewThreshold(probabilities, fit));
  }

  private static double reviewThreshold(double[][] probabilities, Calibrator calibrator) {
    double[] confidences = new double[probabilities.length];
    for (int i = 0; i < confidences.length; i++) {
      double[] soft = calibrator.apply(probabilities[i]);
      confidences[i] = Arrays.stream(soft).max().orElse(0);
    }
    Arrays.sort(confidences);
    return confidences.length == 0 ? 0 : confidences[(int) (REVIEW_SHARE * confidences.length)];
  }

  private Checkpoint checkpoint(
      Map<String, INDArray> weights,
      LabelSet labels,
      Manifest.Calibration calibration,
      Map<String, Double> metrics,
      Map<String, String> data) {
    Provenance provenance =
        new Provenance(
            "finetune",
            settings.asMap(),
            data,
            base.version(),
            Provenance.thisMachine(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    Manifest manifest =
        new Manifest(
            Manifest.Kind.CLASSIFIER,
            base.manifest().shape(),
            base.manifest().encoder(),
            labels.names(),
            calibration,
            metrics,
            provenance);
    return Checkpoint.of(weights, base.encoder(), manifest);
  }
}
