package odia.lexicon;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which word of a sentence is which of its translation, over all pairs of sentences: IBM model 1
 * (Brown et al. 1993, "The mathematics of statistical machine translation", section 4.1), learned
 * by expectation maximisation.
 *
 * <p>What we do differently: it is learned in both directions and the two probabilities meet in
 * their geometric mean, since rare words draw to themselves whatever one direction cannot explain.
 */
final class WordAlignment {

  /** Rounds; by then little moves. */
  private static final int ROUNDS = 6;

  /** The word that stands for none, in every sentence. */
  static final int NONE = 0;

  /**
   * A sentence and its translation as word ids; {@link #NONE} is the first word of each.
   *
   * @param odia [n] ids
   * @param related [m] ids
   */
  record Pair(int[] odia, int[] related) {}

  /** Hears of each two words that ever stood in one pair, and of how sure it is they belong. */
  @FunctionalInterface
  interface Sink {
    void words(int odia, int related, double probability);
  }

  private final Pair[] pairs;
  private final long[] keys; // distinct (odia, related), ascending
  private final int[][] cells; // [n * m] of each pair: places of its words' keys

  WordAlignment(Pair[] pairs) {
    this.pairs = pairs;
    this.keys =
        Arrays.stream(pairs)
            .flatMapToLong(
                pair ->
                    Arrays.stream(pair.odia)
                        .mapToObj(o -> Arrays.stream(pair.related).mapToLong(r -> key(o, r)))
                        .flatMapToLong(row -> row))
            .sorted()
            .distinct()
            .toArray();
    this.cells = Arrays.stream(pairs).map(this::cells).toArray(int[][]::new);
  }

  private static long key(int odia, int related) {
    return (long) odia << 32 | related;
  }

  private static int odia(long key) {
    return (int) (key >>> 32);
  }

  private int[] cells(Pair pair) {
    int m = pair.related.length;
    return IntStream.range(0, pair.odia.length * m)
        .map(at -> Arrays.binarySearch(keys, key(pair.odia[at / m], pair.related[at % m])))
        .toArray();
  }

  /** Tells of every two words, {@link #NONE} left out. */
  void forEach(Sink sink) {
    double[] toOdia = probabilities(true);
    double[] toRelated = probabilities(false);
    for (int k = 0; k < keys.length; k++) {
      int related = (int) keys[k];
      if (odia(keys[k]) != NONE && related != NONE) {
        sink.words(odia(keys[k]), related, Math.sqrt(toOdia[k] * toRelated[k]));
      }
    }
  }

  /** By key: of the Odia word given the related one, or the other way round. */
  private double[] probabilities(boolean toOdia) {
    double[] probabilities = new double[keys.length];
    Arrays.fill(probabilities, 1);
    for (int round = 0; round < ROUNDS; round++) {
      double[] counts = new double[keys.length];
      for (int i = 0; i < pairs.length; i++) {
        count(i, toOdia, probabilities, counts);
      }
      probabilities = normalized(counts, toOdia);
    }
    return probabilities;
  }

  /** Shares each translated word out among the words it may come from. */
  private void count(int i, boolean toOdia, double[] probabilities, double[] counts) {
    int n = pairs[i].odia.length;
    int m = pairs[i].related.length;
    int targets = toOdia ? n : m;
    int sources = toOdia ? m : n;
    for (int target = 1; target < targets; target++) {
      double sum = 0;
      for (int source = 0; source < sources; source++) {
        sum += probabilities[cell(i, m, toOdia, target, source)];
      }
      for (int source = 0; source < sources; source++) {
        int cell = cell(i, m, toOdia, target, source);
        counts[cell] += probabilities[cell] / sum;
      }
    }
  }

  private int cell(int i, int m, boolean toOdia, int target, int source) {
    return cells[i][toOdia ? target * m + source : source * m + target];
  }

  private double[] normalized(double[] counts, boolean toOdia) {
    int words = 1 + Arrays.stream(keys).mapToInt(k -> source(k, toOdia)).max().orElse(0);
    double[] totals = new double[words];
    for (int k = 0; k < keys.length; k++) {
      totals[source(keys[k], toOdia)] += counts[k];
    }
    for (int k = 0; k < keys.length; k++) {
      counts[k] /= Math.max(Double.MIN_NORMAL, totals[source(keys[k], toOdia)]);
    }
    return counts;
  }

  private static int source(long key, boolean toOdia) {
    return toOdia ? (int) key : odia(key);
  }
}
