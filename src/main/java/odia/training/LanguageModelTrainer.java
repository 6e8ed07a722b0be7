package odia.training;

import odia.model.Heads;
import odia.training.LanguageModelBatches.LanguageModelBatch;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/** Teaches a body with a next-word head to predict the next word. */
final class LanguageModelTrainer {

  /**
   * @param epochs passes over the text; 0 leaves the body as the warm start made it
   * @param windows windows per batch
   * @param steps words per window
   * @param rate highest learning rate of the QRNN layers and the head
   * @param embeddingRate highest learning rate of the n-gram table, which starts warm
   */
  record Settings(int epochs, int windows, int steps, double rate, double embeddingRate) {}

  private final Settings settings;
  private final LanguageModelBatches train;
  private final LanguageModelBatches validation;
  private final ComputationGraph network;
  private final long seed;

  LanguageModelTrainer(Settings settings, Heads.Plan plan, WordStream train, WordStream held) {
    this.settings = settings;
    this.train = new LanguageModelBatches(train, settings.windows, settings.steps);
    this.validation = new LanguageModelBatches(held, settings.windows, settings.steps);
    this.seed = plan.seed();
    this.network = Heads.languageModel(plan, this::updater);
  }

  private IUpdater updater(String group) {
    double rate = group.endsWith("embedding") ? settings.embeddingRate : settings.rate;
    return new Adam(new OneCycle(rate, stepsIn(settings.epochs)));
  }

  ComputationGraph network() {
    return network;
  }

  /** One pass over the text. Returns the mean loss over the epoch, in nats per word. */
  double epoch(int epoch, Pace pace) {
    int[] starts = train.shuffled(seed * 31 + epoch);
    double loss = 0;
    int batches = Math.min(train.perEpoch(), Math.max(1, starts.length / settings.windows));
    for (int i = 0; i < batches; i++) {
      // Dropout depends on seed and place alone, so that a resumed run is the same run.
      Nd4j.getRandom().setSeed(seed * 1_000_003 + epoch * 100_003L + i);
      LanguageModelBatch batch = train.batch(starts, i);
      network.fit(new DataSet(batch.ids(), batch.labels()));
      loss += network.score();
      pace.accept(batch.words());
    }
    return loss / batches;
  }

  int stepsIn(int epochs) {
    return epochs * train.perEpoch();
  }

  long wordsPerEpoch() {
    return (long) train.perEpoch() * settings.windows * settings.steps;
  }

  /** Mean loss on the held-out text, in nats per word; not a number where it is too short. */
  double validationLoss() {
    int[] starts = validation.inOrder();
    double loss = 0;
    long words = 0;
    for (int i = 0; i * settings.windows < starts.length; i++) {
      LanguageModelBatch batch = validation.batch(starts, i);
      loss += network.score(new DataSet(batch.ids(), batch.labels()), false) * batch.words();
      words += batch.words();
    }
    return words == 0 ? Double.NaN : loss / words;
  }

  /** The same loss of a model that knows nothing but how frequent each word is. */
  static double wordFrequencyLoss(WordStream train, WordStream held) {
    long[] counts = train.counts();
    double total = train.length() + counts.length;
    double loss = 0;
    for (int i = 1; i < held.length(); i++) {
      loss -= Math.log((counts[held.id(held.at(i))] + 1) / total);
    }
    return held.length() < 2 ? Double.NaN : loss / (held.length() - 1);
  }
}
