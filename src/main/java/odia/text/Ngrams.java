package odia.text;

/**
 * The character n-grams of {@code <word>} as 64-bit hashes, without making a string of each.
 *
 * <p>Bojanowski et al. 2017 (1607.04606, section 3.2). What we do differently: a word counts up to
 * 30 characters, so that hostile text (one word of a megabyte) costs as much as any other.
 */
final class Ngrams {

  /**
   * Longest word, in characters, whose n-grams are all used; no Odia word of the corpus is longer.
   */
  static final int LONGEST_WORD = 30;

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  @FunctionalInterface
  interface Visitor {
    void ngram(long hash, int from, int to);
  }

  private Ngrams() {}

  /** {@code <word>} as code points, cut to {@link #LONGEST_WORD} characters. */
  static int[] bracketed(String word) {
    int length = Math.min(LONGEST_WORD, word.codePointCount(0, word.length()));
    int[] characters = new int[length + 2];
    characters[0] = '<';
    for (int i = 0, at = 0; i < length; i++) {
      characters[i + 1] = word.codePointAt(at);
      at += Character.charCount(characters[i + 1]);
    }
    characters[length + 1] = '>';
    return characters;
  }

  /** Visits every n-gram, shorter ones first at each place; the whole {@code <word>} is none. */
  static void visit(int[] bracketed, NgramRange range, Visitor visitor) {
    for (int from = 0; from < bracketed.length; from++) {
      long hash = OFFSET;
      int last = Math.min(bracketed.length, from + range.longest());
      for (int to = from + 1; to <= last; to++) {
        hash = (hash ^ bracketed[to - 1]) * PRIME;
        boolean whole = from == 0 && to == bracketed.length;
        if (to - from >= range.shortest() && !whole) {
          visitor.ngram(mix(hash), from, to);
        }
      }
    }
  }

  /** The hash under which {@link #visit} shows an n-gram of these characters. */
  static long hash(int[] characters) {
    long hash = OFFSET;
    for (int character : characters) {
      hash = (hash ^ character) * PRIME;
    }
    return mix(hash);
  }

  /** Spreads FNV-1a's weak high bits (the finaliser of MurmurHash3). */
  private static long mix(long hash) {
    long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
