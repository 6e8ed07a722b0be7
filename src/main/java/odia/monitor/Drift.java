package odia.monitor;

import java.util.Locale;

/**
 * Whether the labels of the last hour are another mix than before.
 *
 * @param from what it is compared with: training, week
 * @param index population stability index; null where there is too little to compare
 * @param flagged whether that is a large change, and by more than luck
 * @param detail in words
 */
public record Drift(String from, Double index, boolean flagged, String detail) {

  private static final double LARGE = 0.25;

  /** Less says nothing. */
  private static final int FEWEST = 100;

  /** As luck's own index scatters, three times its mean is hardly ever reached. */
  private static final double BEYOND_LUCK = 3;

  /** Compares the mix of now with another. */
  static Drift of(String from, Mix now, Mix other) {
    if (now.total() < FEWEST || other.total() < FEWEST) {
      String detail = "too little to compare: %d and %d labels, at least %d are needed";
      detail = String.format(Locale.ROOT, detail, now.total(), other.total(), FEWEST);
      return new Drift(from, null, false, detail);
    }
    double index = now.stabilityIndex(other);
    double bound = Math.max(LARGE, BEYOND_LUCK * now.luck(other));
    boolean flagged = index > bound;
    String detail =
        String.format(
            Locale.ROOT,
            "stability index %.2f, %s %.2f counts as drift; most changed: %s",
            index,
            flagged ? "and more than" : "not more than the",
            bound,
            mostChanged(now, other));
    return new Drift(from, index, flagged, detail);
  }

  private static String mostChanged(Mix now, Mix other) {
    return now.plus(other).counts().keySet().stream()
        .max((a, b) -> Double.compare(change(a, now, other), change(b, now, other)))
        .map(
            label ->
                String.format(
                    Locale.ROOT,
                    "%s, %.0f %% now, %.0f %% before",
                    label,
                    100 * share(label, now),
                    100 * share(label, other)))
        .orElse("nothing");
  }

  private static double change(String label, Mix now, Mix other) {
    return Math.abs(share(label, now) - share(label, other));
  }

  private static double share(String label, Mix mix) {
    return (double) mix.counts().getOrDefault(label, 0) / mix.total();
  }
}
