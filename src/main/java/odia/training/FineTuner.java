package odia.training;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import odia.corpus.LabelledText;
import odia.evaluation.Evaluation;
import odia.model.Batcher;
import odia.model.Body;
import odia.model.Calibrator;
import odia.model.Checkpoint;
import odia.model.Classifier;
import odia.model.Heads;
import odia.model.LabelSet;
import odia.model.Manifest;
import odia.model.Provenance;
import odia.model.WideHead;
import odia.training.Samples.Sample;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

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

  public FineTuner(FineTuneSettings settings, Checkpoint base, Consumer<String> log) {
    this.settings = settings;
    this.base = base;
    this.log = log;
  }

  /**
   * Fine-tunes.
   *
   * @param files their digests by name, for the provenance
   * @throws TrainingException if there are fewer than two labels, or a related text has another one
   */
  public Checkpoint run(FineTuneData data, Map<String, String> files) {
    LabelSet labels = LabelSet.of(data.train().stream().map(LabelledText::label).toList());
    if (labels.size() < 2) {
      throw new TrainingException(
          "a classifier needs two labels or more, the training texts have " + labels.names());
    }
    Samples samples = Samples.of(data, labels, base.encoder(), settings.related());
    Map<String, INDArray> weights = train(samples, labels.size());
    if (settings.wide() > 0) {
      weights.put(WideHead.WEIGHTS, wide(samples, labels.size()));
    }
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

  /** Trains in the schedule's stages. Returns the weights by DL4J's names, the table whole. */
  private Map<String, INDArray> train(Samples all, int labels) {
    TouchedRows touched = all.touchedRows();
    Samples samples = all.renumbered(touched);
    int size = base.manifest().shape().embedding();
    float[] table = base.table();
    ComputationGraph network = null;
    Heads.Plan plan = plan(touched.count(), labels);
    if (!settings.deep()) {
      network = Heads.silentClassifier(plan);
      takeBody(network, touched.gather(table, size));
    }
    for (UnfreezeSchedule.Stage stage : stages()) {
      int steps = stage.epochs() * batches(samples.perEpoch());
      ComputationGraph next = Heads.classifier(plan, group -> updater(stage, group, steps));
      if (network != null) {
        HeadSwap.copyAll(network, next);
      } else if (!settings.fromScratch()) {
        takeBody(next, touched.gather(table, size));
      }
      network = next;
      train(network, stage, samples, labels);
    }
    Map<String, INDArray> weights = new LinkedHashMap<>(network.paramTable());
    touched.scatter(weights.get(Body.TABLE).dup('c').data().asFloat(), table, size);
    weights.put(Body.TABLE, matrix(table));
    return weights;
  }

  private void takeBody(ComputationGraph network, float[] rows) {
    base.copyRecurrentTo(network);
    network.paramTable().get(Body.TABLE).assign(matrix(rows));
  }

  private List<UnfreezeSchedule.Stage> stages() {
    return settings.deep()
        ? UnfreezeSchedule.of(base.manifest().shape(), settings.rates()).stages()
        : List.of();
  }

  private INDArray wide(Samples samples, int labels) {
    int rows = base.encoder().vocabulary().rows();
    float[] weights =
        new WideTrainer(samples, rows, labels)
            .weights(settings.wide(), settings.relatedWide(), settings.seed());
    return Nd4j.createFromArray(weights).reshape('c', rows, labels);
  }

  private INDArray matrix(float[] table) {
    return Nd4j.createFromArray(table).reshape('c', -1, base.manifest().shape().embedding());
  }

  private Heads.Plan plan(int rows, int labels) {
    return new Heads.Plan(
        base.manifest().shape(), rows, labels, settings.dropout(), settings.seed());
  }

  private static IUpdater updater(UnfreezeSchedule.Stage stage, String group, int steps) {
    Double rate = stage.rates().get(group);
    return rate == null ? null : new Adam(new OneCycle(rate, steps));
  }

  private int batches(int samples) {
    return (samples + settings.batch() - 1) / settings.batch();
  }

  private void train(
      ComputationGraph network, UnfreezeSchedule.Stage stage, Samples samples, int labels) {
    Random random = new Random(settings.seed());
    WeightAverage average = new WeightAverage(network);
    int firstAveraged = (int) Math.ceil(stage.epochs() * (1 - settings.averaged()));
    for (int epoch = 0; epoch < stage.epochs(); epoch++) {
      double loss = epoch(network, samples.epoch(random), labels, random);
      if (epoch >= firstAveraged) {
        average.add();
      }
      log.accept(
          "fine-tuning %d of %d groups, epoch %d/%d: loss %.3f"
              .formatted(
                  stage.rates().size(),
                  network.getLayers().length,
                  epoch + 1,
                  stage.epochs(),
                  loss));
    }
    average.take();
  }

  /** One pass over the texts. Returns the mean loss, in nats. */
  private double epoch(ComputationGraph network, List<Sample> samples, int labels, Random random) {
    double loss = 0;
    for (int from = 0; from < samples.size(); from += settings.batch()) {
      int to = Math.min(samples.size(), from + settings.batch());
      network.fit(dataSet(samples.subList(from, to), labels, random));
      loss += network.score();
    }
    return loss / batches(samples.size());
  }

  private DataSet dataSet(List<Sample> samples, int labels, Random random) {
    InputDropout dropout =
        new InputDropout(settings.wordDropout(), settings.ngramDropout(), random);
    Batcher.Batch batch =
        Batcher.batch(samples.stream().map(Sample::text).map(dropout::apply).toList());
    INDArray wanted = Nd4j.valueArrayOf(samples.size(), labels, settings.smoothing() / labels);
    for (int i = 0; i < samples.size(); i++) {
      double right = 1 - settings.smoothing() + settings.smoothing() / labels;
      wanted.putScalar(i, samples.get(i).label(), right);
    }
    return new DataSet(batch.ids(), wanted, batch.weights(), null);
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
