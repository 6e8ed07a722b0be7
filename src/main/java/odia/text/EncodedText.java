package odia.text;

/**
 * A text as a model reads it. Arrays are shared, not copied: do not change them.
 *
 * @param ngrams [T][n] ids of the n-grams of each word (rows of the n-gram table), never empty rows
 * @param words [T] id of each word among the vocabulary's words, {@link Vocabulary#UNK} for others
 * @param truncated whether the text had more words than were read
 * @param odiaShare share of the letters read that are Odia, in [0, 1]; 0 where there is no letter
 */
public record EncodedText(int[][] ngrams, int[] words, boolean truncated, double odiaShare) {

  /** The number of words, T. */
  public int length() {
    return words.length;
  }
}
