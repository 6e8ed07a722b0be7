package odia.training;

import java.util.List;
import java.util.SplittableRandom;
import odia.model.NgramVector;

/**
 * A linear support vector machine with squared hinge loss, one label against the rest, learned by
 * dual coordinate descent (Hsieh et al. 2008, "A dual coordinate descent method for large-scale
 * linear SVM", algorithm 1). It weighs n-grams against each other where naive Bayes takes each by
 * itself: it needs more texts and makes more of them.
 *
 * <p>What we do differently: each text has a cost of its own, and there is no bias, since n-grams
 * that every text has take its place.
 */
final class LinearSvm {

  /** Passes over the texts; by then the dual hardly moves. */
  private static final int EPOCHS = 30;

  /**
   * A text to learn from.
   *
   * @param cost of a mistake on it
   */
  record Example(NgramVector text, int label, double cost) {}

  private final List<Example> examples;
  private final int rows;
  private final int labels;

  /**
   * @param rows of the n-gram table, R
   * @param labels C
   */
  LinearSvm(List<Example> examples, int rows, int labels) {
    this.examples = examples;
    this.rows = rows;
    this.labels = labels;
  }

  /** [R, C] in c order: margin that a whole one of the n-gram gives a label against the rest. */
  double[] weights(long seed) {
    double[] weights = new double[rows * labels];
    for (int label = 0; label < labels; label++) {
      double[] one = oneAgainstRest(label, new SplittableRandom(seed));
      for (int row = 0; row < rows; row++) {
        weights[row * labels + label] = one[row];
      }
    }
    return weights;
  }

  private double[] oneAgainstRest(int label, SplittableRandom random) {
    double[] weights = new double[rows];
    double[] duals = new double[examples.size()];
    int[] order = new int[examples.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      shuffle(order, random);
      for (int i : order) {
        duals[i] += step(examples.get(i), label, duals[i], weights);
      }
    }
    return weights;
  }

  /** Moves one text's dual to where the objective is least. Returns by how much. */
  private static double step(Example example, int label, double dual, double[] weights) {
    double side = example.label == label ? 1 : -1;
    double softness = 1 / (2 * example.cost);
    double score = 0;
    double squares = softness;
    int[] rows = example.text.rows();
    double[] values = example.text.values();
    for (int n = 0; n < rows.length; n++) {
      score += weights[rows[n]] * values[n];
      squares += values[n] * values[n];
    }
    double gradient = side * score - 1 + softness * dual;
    double change = Math.max(-dual, -gradient / squares);
    for (int n = 0; n < rows.length; n++) {
      weights[rows[n]] += side * change * values[n];
    }
    return change;
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
  }
}
