package odia.training;

import odia.model.NgramVector;

/**
 * What each n-gram says for each label, counted in one pass: complement naive Bayes (Rennie et al.
 * 2003, "Tackling the poor assumptions of naive Bayes text classifiers", section 3.1).
 *
 * <p>What we do differently: an n-gram that no labelled text has says nothing, instead of speaking
 * for the rare labels; and weights are centred over the labels.
 */
final class ComplementNaiveBayes {

  /** Added to what there is of each n-gram that was seen (Lidstone). */
  private static final double SMOOTHING = 0.05;

  private final int rows;
  private final int labels;
  private final double[] counts; // [R, C]

  /**
   * @param rows of the n-gram table, R
   * @param labels C
   */
  ComplementNaiveBayes(int rows, int labels) {
    this.rows = rows;
    this.labels = labels;
    this.counts = new double[rows * labels];
  }

  /**
   * @param weight what the text counts, in texts
   */
  void add(NgramVector text, int label, double weight) {
    for (int i = 0; i < text.rows().length; i++) {
      counts[text.rows()[i] * labels + label] += weight * text.values()[i];
    }
  }

  /** [R, C] in c order: nats that a whole one of the n-gram speaks for a label. */
  double[] weights() {
    double[] mass = new double[labels]; // of all the other labels' n-grams
    for (int row = 0; row < rows; row++) {
      double seen = seen(row);
      for (int c = 0; c < labels && seen > 0; c++) {
        mass[c] += others(row, c, seen);
      }
    }
    double[] weights = new double[counts.length];
    for (int row = 0; row < rows; row++) {
      if (seen(row) > 0) {
        weigh(row, mass, weights);
      }
    }
    return weights;
  }

  private void weigh(int row, double[] mass, double[] weights) {
    double seen = seen(row);
    double mean = 0;
    for (int c = 0; c < labels; c++) {
      weights[row * labels + c] = -Math.log(others(row, c, seen) / mass[c]);
      mean += weights[row * labels + c] / labels;
    }
    for (int c = 0; c < labels; c++) {
      weights[row * labels + c] -= mean;
    }
  }

  private double seen(int row) {
    double seen = 0;
    for (int c = 0; c < labels; c++) {
      seen += counts[row * labels + c];
    }
    return seen;
  }

  /** How much of the n-gram the texts of the other labels have. */
  private double others(int row, int label, double seen) {
    return seen - counts[row * labels + label] + SMOOTHING;
  }
}
