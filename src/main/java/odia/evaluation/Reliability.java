package odia.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whether confidence means what it says: predictions sorted into bins of equal width by it. */
public final class Reliability {

  private static final int BINS = 15;

  private Reliability() {}

  /**
   * Predictions of like confidence.
   *
   * @param from least confidence that falls into it; the next bin's is its end
   * @param n predictions
   * @param confidence their mean confidence, 0 where there are none
   * @param accuracy share of right ones, 0 where there are none
   */
  public record Bin(double from, int n, double confidence, double accuracy) {}

  static List<Bin> bins(List<Scored> scored) {
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      int bin = b;
      List<Scored> inside =
          scored.stream().filter(s -> binOf(s.prediction().confidence()) == bin).toList();
      double confidence =
          inside.stream().mapToDouble(s -> s.prediction().confidence()).average().orElse(0);
      double right = inside.stream().mapToDouble(s -> s.right() ? 1 : 0).average().orElse(0);
      bins.add(new Bin((double) b / BINS, inside.size(), confidence, right));
    }
    return bins;
  }

  private static int binOf(double confidence) {
    return Math.min(BINS - 1, (int) (confidence * BINS));
  }

  /** Expected calibration error (Guo et al. 2017, 1706.04599), in [0, 1]. */
  static double error(List<Bin> bins) {
    double n = bins.stream().mapToInt(Bin::n).sum();
    return bins.stream().mapToDouble(b -> b.n / n * Math.abs(b.confidence - b.accuracy)).sum();
  }

  /**
   * The calibration error that luck alone is expected to make: that of confidences which mean what
   * they say, on as many texts. Each bin's share of right ones is taken to be normally distributed
   * about its confidence, so it is somewhat rough in bins of a few texts.
   */
  static double chance(List<Scored> scored) {
    double[] variances = new double[BINS]; // of the number of right ones
    for (Scored one : scored) {
      double confidence = one.prediction().confidence();
      variances[binOf(confidence)] += confidence * (1 - confidence);
    }
    return Arrays.stream(variances).map(Math::sqrt).sum() * Math.sqrt(2 / Math.PI) / scored.size();
  }
}
