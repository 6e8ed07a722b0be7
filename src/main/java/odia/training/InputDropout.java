package odia.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import odia.text.EncodedText;

/**
 * Leaves out words and n-grams of a text at random, so that a label is not learned by heart from
 * one of them. Never leaves out all.
 */
final class InputDropout {

  private final double words;
  private final double ngrams;
  private final Random random;

  /**
   * @param words share of words left out, in [0, 1)
   * @param ngrams share of the n-grams of a word left out, in [0, 1)
   */
  InputDropout(double words, double ngrams, Random random) {
    this.words = words;
    this.ngrams = ngrams;
    this.random = random;
  }

  EncodedText apply(EncodedText text) {
    List<int[]> bags = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    for (int t = 0; t < text.length(); t++) {
      if (random.nextDouble() >= words) {
        bags.add(thinned(text.ngrams()[t]));
        ids.add(text.words()[t]);
      }
    }
    return bags.isEmpty()
        ? text
        : new EncodedText(
            bags.toArray(int[][]::new),
            ids.stream().mapToInt(Integer::intValue).toArray(),
            text.truncated(),
            text.odiaShare());
  }

  private int[] thinned(int[] bag) {
    int[] kept = Arrays.stream(bag).filter(row -> random.nextDouble() >= ngrams).toArray();
    return kept.length == 0 ? bag : kept;
  }
}
