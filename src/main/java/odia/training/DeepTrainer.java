package odia.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import odia.model.Batcher;
import odia.model.Body;
import odia.model.Checkpoint;
import odia.model.Heads;
import odia.text.EncodedText;
import odia.training.Samples.Sample;
import odia.training.UnfreezeSchedule.Stage;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Trains the deep half of the head, and the body below it, in the stages of an {@link
 * UnfreezeSchedule}. Good for one training; not thread-safe.
 */
final class DeepTrainer {

  private final FineTuneSettings settings;
  private final Checkpoint base;
  private final int labels;
  private final TouchedRows touched;
  private final Random random;
  private final List<List<Sample>> batches; // of all epochs of all stages, in order
  private final int batchesPerEpoch;
  private int done; // batches

  /** What a stage trains. */
  private record Trained(ComputationGraph network, LazyAdam table) {}

  /**
   * @param labels C
   */
  DeepTrainer(FineTuneSettings settings, Checkpoint base, Samples samples, int labels) {
    this.settings = settings;
    this.base = base;
    this.labels = labels;
    this.touched = samples.touchedRows();
    this.random = new Random(settings.seed());
    this.batches = new ArrayList<>();
    Samples renumbered = samples.renumbered(touched);
    int epochs = stages().stream().mapToInt(Stage::epochs).sum();
    for (int epoch = 0; epoch < epochs; epoch++) {
      batches.addAll(renumbered.epoch(random, settings.batch()));
    }
    this.batchesPerEpoch = epochs == 0 ? 0 : batches.size() / epochs;
  }

  private List<Stage> stages() {
    return settings.deep()
        ? UnfreezeSchedule.of(base.manifest().shape(), settings.rates()).stages()
        : List.of();
  }

  /**
   * Trains. Returns the weights by DL4J's names, the n-gram table whole.
   *
   * @param log told the loss of each epoch
   * @param progress told after each step which share of all is done, in (0, 1)
   */
  Map<String, INDArray> weights(Consumer<String> log, DoubleConsumer progress) {
    float[] rows = settings.fromScratch() ? fresh() : touched.gather(base.table(), size());
    Heads.Plan plan = plan();
    ComputationGraph network = untrained(plan);
    for (Stage stage : stages()) {
      ComputationGraph next = Heads.classifier(plan, group -> updater(stage, group));
      HeadSwap.copyAll(network, next);
      network = next;
      LazyAdam table = new LazyAdam(rows, size(), schedule(stage, Body.EMBEDDING), steps(stage));
      train(stage, new Trained(network, table), log, progress);
    }
    float[] table = base.table();
    touched.scatter(rows, table, size());
    Map<String, INDArray> weights = new LinkedHashMap<>(network.paramTable());
    weights.put(Body.TABLE, Nd4j.createFromArray(table).reshape('c', -1, size()));
    return weights;
  }

  /** Drawn as {@link odia.layer.NgramEmbedding} does. */
  private float[] fresh() {
    Random numbers = new Random(settings.seed());
    float[] rows = new float[touched.count() * size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (2 * numbers.nextFloat() - 1) / size();
    }
    return rows;
  }

  private int size() {
    return base.manifest().shape().embedding();
  }

  /** The network has room for the table's rows that the largest batch uses. */
  private Heads.Plan plan() {
    int rows = 1;
    for (List<Sample> batch : batches) {
      rows = Math.max(rows, new TouchedRows(texts(batch)).count());
    }
    return new Heads.Plan(
        base.manifest().shape(), rows, labels, settings.dropout(), settings.seed());
  }

  private ComputationGraph untrained(Heads.Plan plan) {
    ComputationGraph network =
        settings.deep()
            ? Heads.classifier(plan, group -> new NoOp())
            : Heads.silentClassifier(plan);
    if (!settings.fromScratch()) {
      base.copyRecurrentTo(network);
    }
    return network;
  }

  /** The table's steps are {@link LazyAdam}'s: its gradient is to stay as it is. */
  private IUpdater updater(Stage stage, String group) {
    if (!stage.rates().containsKey(group)) {
      return null;
    }
    return group.equals(Body.EMBEDDING) ? new NoOp() : new Adam(schedule(stage, group));
  }

  private ISchedule schedule(Stage stage, String group) {
    return new OneCycle(stage.rates().getOrDefault(group, 0.0), steps(stage));
  }

  private int steps(Stage stage) {
    return stage.epochs() * batchesPerEpoch;
  }

  private void train(Stage stage, Trained trained, Consumer<String> log, DoubleConsumer progress) {
    WeightAverage average = new WeightAverage(trained.network, trained.table);
    int firstAveraged = (int) Math.ceil(stage.epochs() * (1 - settings.averaged()));
    for (int epoch = 0; epoch < stage.epochs(); epoch++) {
      double loss = epoch(trained, progress);
      if (epoch >= firstAveraged) {
        average.add();
      }
      log.accept(
          "fine-tuning %d of %d groups, epoch %d/%d: loss %.3f"
              .formatted(
                  stage.rates().size(),
                  trained.network.getLayers().length,
                  epoch + 1,
                  stage.epochs(),
                  loss));
    }
    average.take();
  }

  /** One pass over the texts. Returns the mean loss, in nats. */
  private double epoch(Trained trained, DoubleConsumer progress) {
    BatchTable table = new BatchTable(trained.table, trained.network);
    double loss = 0;
    for (int i = 0; i < batchesPerEpoch; i++) {
      List<Sample> batch = batches.get(done++);
      trained.network.fit(dataSet(table.lend(thinned(batch)), batch));
      table.learn();
      loss += trained.network.score();
      progress.accept(done / (batches.size() + 1.0)); // calibration is to come
    }
    return loss / batchesPerEpoch;
  }

  private static List<EncodedText> texts(List<Sample> samples) {
    return samples.stream().map(Sample::text).toList();
  }

  private List<EncodedText> thinned(List<Sample> samples) {
    InputDropout dropout =
        new InputDropout(settings.wordDropout(), settings.ngramDropout(), random);
    return samples.stream().map(Sample::text).map(dropout::apply).toList();
  }

  private DataSet dataSet(List<EncodedText> texts, List<Sample> samples) {
    Batcher.Batch batch = Batcher.batch(texts);
    INDArray wanted = Nd4j.valueArrayOf(samples.size(), labels, settings.smoothing() / labels);
    for (int i = 0; i < samples.size(); i++) {
      double right = 1 - settings.smoothing() + settings.smoothing() / labels;
      wanted.putScalar(i, samples.get(i).label(), right);
    }
    return new DataSet(batch.ids(), wanted, batch.weights(), null);
  }
}
