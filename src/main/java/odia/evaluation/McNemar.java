package odia.evaluation;

import java.util.List;

/**
 * Whether two classifiers differ by more than luck on the same texts: McNemar's test, exact
 * (Dietterich 1998, "Approximate statistical tests for comparing supervised classification learning
 * algorithms", section 3.1; exact binomial in place of his chi-square, which needs more than 25
 * disagreements).
 *
 * @param onlyFirst texts that the first labels right and the second does not
 * @param onlySecond the other way round
 * @param p two-sided probability of such a difference, or a larger one, between equals, in (0, 1]
 */
public record McNemar(int onlyFirst, int onlySecond, double p) {

  /** Whether the second is worse, and by more than luck explains once in twenty times. */
  public boolean secondIsWorse() {
    return onlyFirst > onlySecond && p < 0.05;
  }

  /** Both lists are of the same texts in the same order. */
  public static McNemar of(List<Scored> first, List<Scored> second) {
    int onlyFirst = 0;
    int onlySecond = 0;
    for (int i = 0; i < first.size(); i++) {
      onlyFirst += first.get(i).right() && !second.get(i).right() ? 1 : 0;
      onlySecond += second.get(i).right() && !first.get(i).right() ? 1 : 0;
    }
    return new McNemar(onlyFirst, onlySecond, p(onlyFirst, onlySecond));
  }

  private static double p(int one, int other) {
    int n = one + other;
    double logTerm = -n * Math.log(2); // of n over k, halved n times, at k = 0
    double tail = 0;
    for (int k = 0; k <= Math.min(one, other); k++) {
      tail += Math.exp(logTerm);
      logTerm += Math.log(n - k) - Math.log(k + 1);
    }
    return Math.min(1, 2 * tail);
  }
}
