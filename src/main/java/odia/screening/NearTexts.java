package odia.screening;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import odia.text.Words;

/**
 * Finds texts that are like one of some given ones: with words added, changed, split or left out,
 * in another order, as a part of a longer text, or a part themselves. Immutable.
 *
 * <p>Two signs, each the containment of Broder 1997 ("On the resemblance and containment of
 * documents", section 2): runs of six Odia characters, whatever stands between them, which outlast
 * new words and wrong spaces; and words in any order, which outlast a shuffle. A run is six times
 * seven bits, so that no two share a number.
 */
final class NearTexts {

  /** Texts with fewer different words are like others by chance. */
  static final int LEAST_WORDS = 8;

  private static final int RUN = 6;
  private static final int BITS = 7;
  private static final long MASK = (1L << (RUN * BITS)) - 1;

  /** Of unlike sentences none shares a third; a word amid eight leaves more than half. */
  private static final double LIKE_IN_RUNS = 0.5;

  private static final double LIKE_IN_WORDS = 0.8;

  /** Every common word stands in a text that is long enough. */
  private static final double LEAST_OF_A_LONG_TEXT = 0.4;

  /** What a text is made of. */
  private record Parts(Set<Object> runs, Set<Object> words) {
    static Parts of(String key) {
      return new Parts(runsOf(key), new HashSet<>(List.of(key.split(" "))));
    }

    boolean isLong() {
      return words.size() >= LEAST_WORDS;
    }
  }

  private final List<Parts> texts = new ArrayList<>();
  private final Map<Object, List<Integer>> holders = new HashMap<>(); // of each run and word

  /**
   * @param keys of the texts
   */
  NearTexts(Collection<String> keys) {
    keys.stream().map(Parts::of).filter(Parts::isLong).forEach(this::add);
  }

  private void add(Parts parts) {
    Stream.concat(parts.runs.stream(), parts.words.stream())
        .forEach(part -> holders.computeIfAbsent(part, p -> new ArrayList<>()).add(texts.size()));
    texts.add(parts);
  }

  private static Set<Object> runsOf(String key) {
    Set<Object> runs = new HashSet<>();
    long run = 0;
    int length = 0;
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (Words.isOdia(c) && !isOftenLeftOut(c)) {
        run = (run << BITS | (c - 0x0B00)) & MASK;
        if (++length >= RUN) {
          runs.add(run);
        }
      }
    }
    return runs;
  }

  /** Nukta and candrabindu: people write a word with them or without. */
  private static boolean isOftenLeftOut(char c) {
    return c == '\u0B3C' || c == '\u0B01';
  }

  /** Whether a text, by its key, is like one of the texts. */
  boolean has(String key) {
    Parts parts = Parts.of(key);
    int[] runs = shared(parts.runs);
    int[] words = shared(parts.words);
    for (int i = 0; i < texts.size(); i++) {
      if (isLikeInRuns(parts, texts.get(i), runs[i])
          || isLikeInWords(parts, texts.get(i), words[i])) {
        return true;
      }
    }
    return false;
  }

  /** How many of the parts each text has. */
  private int[] shared(Set<Object> parts) {
    int[] shared = new int[texts.size()];
    for (Object part : parts) {
      holders.getOrDefault(part, List.of()).forEach(text -> shared[text]++);
    }
    return shared;
  }

  private static boolean isLikeInRuns(Parts one, Parts known, int shared) {
    return shared > 0
        && (shared >= LIKE_IN_RUNS * known.runs.size()
            || (one.isLong() && shared >= LIKE_IN_RUNS * one.runs.size()));
  }

  private static boolean isLikeInWords(Parts one, Parts known, int shared) {
    boolean holds =
        shared >= LIKE_IN_WORDS * known.words.size()
            && shared >= LEAST_OF_A_LONG_TEXT * one.words.size();
    return holds || (one.isLong() && shared >= LIKE_IN_WORDS * one.words.size());
  }
}
