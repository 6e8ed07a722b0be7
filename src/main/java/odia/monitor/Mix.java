package odia.monitor;

import java.util.Map;
import java.util.TreeMap;

/**
 * How often each label was given.
 *
 * @param counts by label
 */
public record Mix(Map<String, Integer> counts) {

  public static final Mix NONE = new Mix(Map.of());

  /** A share is taken for at least this, so that a label that one side lacks is not infinite. */
  private static final double LEAST_SHARE = 0.001;

  /** A count is taken for at least this, since of few texts a label may be missing by luck. */
  private static final double LEAST_COUNT = 0.5;

  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  Mix plus(Mix other) {
    Map<String, Integer> sum = new TreeMap<>(counts);
    other.counts.forEach((label, count) -> sum.merge(label, count, Integer::sum));
    return new Mix(sum);
  }

  private double share(String label) {
    double count = Math.max(LEAST_COUNT, counts.getOrDefault(label, 0));
    return Math.max(LEAST_SHARE, count / total());
  }

  /**
   * The population stability index of this mix against another: the sum over the labels of (p - q)
   * ln (p / q), the symmetric Kullback-Leibler divergence; 0.1 is commonly called a change, 0.25 a
   * large one. NaN where either is empty.
   */
  double stabilityIndex(Mix other) {
    if (total() == 0 || other.total() == 0) {
      return Double.NaN;
    }
    return plus(other).counts.keySet().stream()
        .mapToDouble(
            label -> {
              double p = share(label);
              double q = other.share(label);
              return (p - q) * Math.log(p / q);
            })
        .sum();
  }

  /**
   * The index that luck alone makes on average between two samples of these sizes from one mix:
   * (labels - 1) (1/n + 1/m), since it is about a chi-square over the sizes (Yurdakul 2018,
   * Statistical properties of population stability index).
   */
  double luck(Mix other) {
    int labels = plus(other).counts.size();
    return (labels - 1) * (1.0 / total() + 1.0 / other.total());
  }
}
