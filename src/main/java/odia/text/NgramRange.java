package odia.text;

/**
 * Which character n-grams make up a word.
 *
 * @param shortest characters (code points) of the shortest n-gram, at least 1
 * @param longest characters of the longest n-gram, at most 8
 */
public record NgramRange(int shortest, int longest) {

  /** Three to five characters within {@code <word>}; Bojanowski et al. 2017 take 3 to 6. */
  public static final NgramRange DEFAULT = new NgramRange(3, 5);

  public NgramRange {
    if (shortest < 1 || longest < shortest || longest > 8) {
      throw new IllegalArgumentException(
          "n-gram lengths must satisfy 1 <= shortest <= longest <= 8: "
              + shortest
              + ".."
              + longest);
    }
  }
}
