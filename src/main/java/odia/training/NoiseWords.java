package odia.training;

import java.util.SplittableRandom;
import odia.text.Vocabulary;

/**
 * Draws words by their frequency to the power 3/4 (Mikolov et al. 2013, 1310.4546, section 2.2).
 */
final class NoiseWords {

  private static final int SLOTS = 1 << 20;

  private final int[] slots = new int[SLOTS];

  /**
   * @param counts [V] occurrences per word; unk and line ends are never drawn
   */
  NoiseWords(long[] counts) {
    double total = 0;
    for (int word = Vocabulary.END + 1; word < counts.length; word++) {
      total += Math.pow(counts[word], 0.75);
    }
    double filled = 0;
    int slot = 0;
    for (int word = Vocabulary.END + 1; word < counts.length; word++) {
      filled += Math.pow(counts[word], 0.75) / total;
      while (slot < filled * SLOTS && slot < SLOTS) {
        slots[slot++] = word;
      }
    }
    while (slot < SLOTS) {
      slots[slot++] = counts.length - 1;
    }
  }

  int draw(SplittableRandom random) {
    return slots[random.nextInt(SLOTS)];
  }
}
