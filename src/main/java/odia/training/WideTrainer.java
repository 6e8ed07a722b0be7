package odia.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import odia.model.NgramVector;
import odia.training.Samples.Sample;

/**
 * Learns the wide half of the head: naive Bayes, which is hard to beat with few texts, plus a
 * support vector machine, which is hard to beat with more. Both are linear in the same n-grams, so
 * their sum is one matrix.
 *
 * <p>After NBSVM (Wang and Manning 2012, "Baselines and bigrams"), which multiplies the two and
 * interpolates; we add their scores, each on its own scale.
 */
final class WideTrainer {

  /** Cost of a mistake on an Odia text. */
  private static final double COST = 0.3;

  /** Nats a unit of margin is worth; brings both scores to the same spread on unseen texts. */
  private static final double NATS_PER_MARGIN = 5.5;

  private final Samples samples;
  private final int rows;
  private final int labels;
  private final double[] rarity; // [R]

  /**
   * @param rows of the n-gram table, R
   * @param labels C
   */
  WideTrainer(Samples samples, int rows, int labels) {
    this.samples = samples;
    this.rows = rows;
    this.labels = labels;
    this.rarity = rarity();
  }

  /** The root of the inverse document frequency in the Odia texts: rare n-grams are topical. */
  private double[] rarity() {
    int[] texts = new int[rows];
    for (Sample sample : samples.odia()) {
      for (int row : NgramVector.of(sample.text()).rows()) {
        texts[row]++;
      }
    }
    double all = 1.0 + samples.odia().size();
    return Arrays.stream(texts).mapToDouble(n -> Math.sqrt(1 + Math.log(all / (1 + n)))).toArray();
  }

  /**
   * [R, C] in c order, nats.
   *
   * @param strength of the wide half beside the network
   * @param related what a related language's text counts, where an Odia text counts one
   */
  float[] weights(double strength, double related, long seed) {
    List<LinearSvm.Example> examples = new ArrayList<>();
    samples.odia().forEach(sample -> examples.add(example(sample, COST)));
    samples.related().forEach(sample -> examples.add(example(sample, COST * related)));
    ComplementNaiveBayes bayes = new ComplementNaiveBayes(rows, labels);
    examples.forEach(e -> bayes.add(e.text(), e.label(), e.cost() / COST));
    double[] counted = bayes.weights();
    double[] learned = new LinearSvm(examples, rows, labels).weights(seed);
    float[] weights = new float[counted.length];
    for (int i = 0; i < weights.length; i++) {
      double nats = counted[i] + NATS_PER_MARGIN * learned[i];
      weights[i] = (float) (strength * rarity[i / labels] * nats);
    }
    return weights;
  }

  private LinearSvm.Example example(Sample sample, double cost) {
    NgramVector vector = NgramVector.of(sample.text()).scaled(rarity);
    return new LinearSvm.Example(vector, sample.label(), cost);
  }
}
