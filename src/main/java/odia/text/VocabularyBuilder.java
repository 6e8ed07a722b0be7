package odia.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts words and makes a {@link Vocabulary} of the frequent ones. Deterministic: the same counts
 * give the same vocabulary, in whatever order the text came. Memory grows with the distinct words.
 */
public final class VocabularyBuilder {

  /**
   * What is frequent enough.
   *
   * @param minWordCount occurrences a word needs for a row of its own
   * @param maxWords most words kept, unk and end of line not counted
   * @param minNgramCount occurrences (over all words read) an n-gram needs for a row of its own
   * @param maxNgrams most n-grams kept
   * @param buckets rows shared by the other n-grams
   */
  public record Limits(
      int minWordCount, int maxWords, int minNgramCount, int maxNgrams, int buckets) {}

  private final NgramRange range;
  private final Map<String, Long> wordCounts = new HashMap<>();
  private long total;

  public VocabularyBuilder(NgramRange range) {
    this.range = range;
  }

  /** Counts the words of one line of raw text. Returns how many they were. */
  public int add(String line) {
    List<String> words = Words.of(line);
    words.forEach(word -> wordCounts.merge(word, 1L, Long::sum));
    total += words.size();
    return words.size();
  }

  /** Words read so far. */
  public long total() {
    return total;
  }

  public Vocabulary build(Limits limits) {
    List<String> words = new ArrayList<>(List.of(Vocabulary.UNK_NAME, Vocabulary.END_NAME));
    words.addAll(mostFrequent(wordCounts, limits.minWordCount(), limits.maxWords()));
    List<String> ngrams = mostFrequent(ngramCounts(), limits.minNgramCount(), limits.maxNgrams());
    return new Vocabulary(words, ngrams, limits.buckets(), range);
  }

  private Map<String, Long> ngramCounts() {
    Map<String, Long> counts = new HashMap<>();
    wordCounts.forEach(
        (word, count) -> {
          int[] bracketed = Ngrams.bracketed(word);
          Ngrams.visit(
              bracketed,
              range,
              (hash, from, to) ->
                  counts.merge(new String(bracketed, from, to - from), count, Long::sum));
        });
    return counts;
  }

  private static List<String> mostFrequent(Map<String, Long> counts, int least, int most) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= least)
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }
}
