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
  record Example(NgramVector text, int label, double cost) {

    /** How much a text's own mistake softens its margin. */
    double softness() {
      return 1 / (2 * cost);
    }

    /** The curve of the objective along the text's dual. */
    double curve() {
      double curve = softness();
      for (double value : text.values()) {
        curve += value * value;
      }
      return curve;
    }
  }

  private final List<Example> examples;
  private final double[] curves;
  private final int rows;
  private final int labels;

  /**
   * @param rows of the n-gram table, R
   * @param labels C
   */
  LinearSvm(List<Example> examples, int rows, int labels) {
    this.examples = examples;
    this.curves = examples.stream().mapToDouble(Example::curve).toArray();
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
        double side = examples.get(i).label == label ? 1 : -1;
        duals[i] = moved(i, side, duals[i], weights);
      }
    }
    return weights;
  }

  /** Moves one text's dual to where the objective is least. Returns the dual. */
  private double moved(int i, double side, double dual, double[] weights) {
    Example example = examples.get(i);
    int[] rows = example.text.rows();
    double[] values = example.text.values();
    double score = 0;
    for (int n = 0; n < rows.length; n++) {
      score += weights[rows[n]] * values[n];
    }
    double gradient = side * score - 1 + example.softness() * dual;
    double change = Math.max(-dual, -gradient / curves[i]);
    if (change != 0) { // most texts lie beyond the margin, and have no say
      for (int n = 0; n < rows.length; n++) {
        weights[rows[n]] += side * change * values[n];
      }
    }
    return dual + change;
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
