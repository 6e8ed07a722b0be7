package odia.model;

import java.util.Arrays;

/**
 * Temperature scaling (Guo et al. 2017, 1706.04599, section 4.2): one number that makes a
 * confidence of 0.8 right four times in five. It never changes which label is first.
 */
public final class Calibrator {

  private Calibrator() {}

  /** softmax(log p / temperature). */
  public static double[] soften(double[] probabilities, double temperature) {
    double[] scores = new double[probabilities.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.log(Math.max(probabilities[i], 1e-30));
    }
    return softmax(scores, temperature);
  }

  /** softmax(scores / temperature). */
  static double[] softmax(double[] scores, double temperature) {
    double largest = Arrays.stream(scores).max().orElse(0);
    double[] powers = new double[scores.length];
    double sum = 0;
    for (int i = 0; i < powers.length; i++) {
      powers[i] = Math.exp((scores[i] - largest) / temperature);
      sum += powers[i];
    }
    for (int i = 0; i < powers.length; i++) {
      powers[i] /= sum;
    }
    return powers;
  }

  /**
   * The temperature with the least cross-entropy on held-out documents, in 0.25..8.
   *
   * @param probabilities [n][C] at temperature 1
   * @param gold [n] output index of the right label
   */
  public static double fit(double[][] probabilities, int[] gold) {
    double best = 1;
    double least = Double.MAX_VALUE;
    for (double temperature = 0.25; temperature <= 8; temperature *= 1.02) {
      double loss = 0;
      for (int n = 0; n < gold.length; n++) {
        loss -= Math.log(Math.max(1e-30, soften(probabilities[n], temperature)[gold[n]]));
      }
      if (loss < least) {
        least = loss;
        best = temperature;
      }
    }
    return best;
  }
}
