package odia.training;

import odia.text.EncodedText;

/**
 * Weights of the wide half of the head, counted in one pass: complement naive Bayes (Rennie et al.
 * 2003, "Tackling the poor assumptions of naive Bayes text classifiers", section 3.1).
 *
 * <p>What we do differently: an n-gram that no labelled text has says nothing, instead of speaking
 * for the rare labels; and weights are centred over the labels.
 */
final class ComplementNaiveBayes {

  /** Counts added to each n-gram that was seen (Lidstone). */
  private static final double SMOOTHING = 0.3;

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
  void add(EncodedText text, int label, double weight) {
    for (int[] word : text.ngrams()) {
      for (int row : word) {
        counts[row * labels + label] += weight;
      }
    }
  }

  /** [R, C] in c order: nats that one occurrence speaks for a label, times the strength. */
  float[] weights(double strength) {
    double[] mass = new double[labels]; // of all the other labels' n-grams
    for (int row = 0; row < rows; row++) {
      double seen = seen(row);
      for (int c = 0; c < labels && seen > 0; c++) {
        mass[c] += others(row, c, seen);
      }
    }
    float[] weights = new float[counts.length];
    for (int row = 0; row < rows; row++) {
      if (seen(row) > 0) {
        weigh(row, mass, strength, weights);
      }
    }
    return weights;
  }

  private void weigh(int row, double[] mass, double strength, float[] weights) {
    double seen = seen(row);
    double[] nats = new double[labels];
    double mean = 0;
    for (int c = 0; c < labels; c++) {
      nats[c] = -Math.log(others(row, c, seen) / mass[c]);
      mean += nats[c] / labels;
    }
    for (int c = 0; c < labels; c++) {
      weights[row * labels + c] = (float) (strength * (nats[c] - mean));
    }
  }

  private double seen(int row) {
    double seen = 0;
    for (int c = 0; c < labels; c++) {
      seen += counts[row * labels + c];
    }
    return seen;
  }

  /** How often the texts of the other labels have the n-gram. */
  private double others(int row, int label, double seen) {
    return seen - counts[row * labels + label] + SMOOTHING;
  }
}
