package odia.lexicon;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * Finds which sentence of one text is which of its translation: both in the same order, each with
 * sentences that the other lacks. Related languages write many words alike once they stand in one
 * script, names and numbers above all, so translations share rare character n-grams.
 *
 * <p>The pairs are those with the most similarity in all that do not cross (Needleman and Wunsch
 * 1970), where a sentence may stay alone. Time and memory grow with the product of the lengths:
 * 10,000 sentences each take some seconds and 50 MB.
 */
final class SentenceAligner {

  /** Similarity that two sentences which are no translations reach by chance. */
  private static final float CHANCE = 0.03f;

  /** Least similarity of a pair that is kept; below it is one that only fits between its like. */
  private static final float KEPT = 0.04f;

  /** Places of the sentences of a pair. */
  record Pair(int first, int second) {}

  private final Similarity similarity;
  private final int rows;
  private final int columns;

  private SentenceAligner(List<List<String>> first, List<List<String>> second) {
    similarity = new Similarity(first, second);
    rows = first.size();
    columns = second.size();
  }

  /**
   * @param first sentences as words, in the order of the text
   * @param second their translations likewise
   */
  static List<Pair> align(List<List<String>> first, List<List<String>> second) {
    return new SentenceAligner(first, second).pairs();
  }

  private List<Pair> pairs() {
    BitSet[] paired = new BitSet[rows]; // the best way to (i, j) pairs i with j
    BitSet[] skipped = new BitSet[rows]; // else: it leaves i alone, or j
    float[] before = new float[columns + 1];
    for (int i = 0; i < rows; i++) {
      paired[i] = new BitSet(columns);
      skipped[i] = new BitSet(columns);
      before = row(before, similarity.to(i), paired[i], skipped[i]);
    }
    List<Pair> pairs = new ArrayList<>();
    int i = rows - 1;
    int j = columns - 1;
    while (i >= 0 && j >= 0) {
      if (paired[i].get(j)) {
        pairs.add(new Pair(i--, j--));
      } else if (skipped[i].get(j)) {
        i--;
      } else {
        j--;
      }
    }
    Collections.reverse(pairs);
    pairs.removeIf(pair -> similarity.to(pair.first)[pair.second] < KEPT);
    return pairs;
  }

  /** [columns + 1]: the most similarity of the sentences so far with the first j translations. */
  private static float[] row(float[] before, float[] similar, BitSet paired, BitSet skipped) {
    float[] row = new float[before.length];
    for (int j = 0; j < similar.length; j++) {
      float pair = before[j] + similar[j] - CHANCE;
      float alone = Math.max(before[j + 1], row[j]);
      paired.set(j, pair > alone);
      skipped.set(j, before[j + 1] >= row[j]);
      row[j + 1] = Math.max(pair, alone);
    }
    return row;
  }
}
