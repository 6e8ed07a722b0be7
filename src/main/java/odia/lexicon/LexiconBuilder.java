package odia.lexicon;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import odia.text.Words;

/** Learns a {@link Lexicon} from Odia sentences and their translations into related languages. */
public final class LexiconBuilder {

  /**
   * Longest part of a sentence that is looked at, in words; longer ones are mostly no sentences.
   */
  private static final int MAX_WORDS = 60;

  /** Least certainty in one language; below it words mostly just met, but others may confirm it. */
  private static final double LEAST_ALONE = 0.1;

  /** Least certainty, added up over the languages, of a word that is kept. */
  private static final double LEAST = 0.3;

  private final List<List<String>> odia;
  private final Map<String, Map<String, Double>> certainties = new TreeMap<>();

  /**
   * @param odia sentences in the order of their text
   */
  public LexiconBuilder(List<String> odia) {
    this.odia = split(odia);
  }

  private static List<List<String>> split(List<String> sentences) {
    return sentences.stream().map(LexiconBuilder::head).toList();
  }

  private static List<String> head(String sentence) {
    List<String> words = Words.of(sentence);
    return words.subList(0, Math.min(MAX_WORDS, words.size()));
  }

  /**
   * Learns from one language.
   *
   * @param translations in Odia script and in the order of the Odia sentences; some may be missing,
   *     others too many
   * @return how many were found to be translations
   */
  public int add(List<String> translations) {
    List<List<String>> related = split(translations);
    List<SentenceAligner.Pair> pairs = SentenceAligner.align(odia, related);
    Numbering odiaWords = new Numbering();
    Numbering relatedWords = new Numbering();
    WordAlignment alignment =
        new WordAlignment(
            pairs.stream()
                .map(
                    pair ->
                        new WordAlignment.Pair(
                            odiaWords.of(odia.get(pair.first())),
                            relatedWords.of(related.get(pair.second()))))
                .toArray(WordAlignment.Pair[]::new));
    alignment.forEach(
        (word, other, probability) ->
            note(odiaWords.words.get(word), relatedWords.words.get(other), probability));
    return pairs.size();
  }

  private void note(String word, String related, double probability) {
    if (probability > LEAST_ALONE && startsOdia(word) && startsOdia(related)) {
      certainties
          .computeIfAbsent(related, none -> new TreeMap<>())
          .merge(word, probability, Double::sum);
    }
  }

  private static boolean startsOdia(String word) {
    return Words.isOdia(word.codePointAt(0));
  }

  public Lexicon build() {
    Map<String, String> words = new TreeMap<>();
    certainties.forEach(
        (related, candidates) -> {
          Map.Entry<String, Double> best =
              candidates.entrySet().stream().max(Comparator.comparing(Map.Entry::getValue)).get();
          if (best.getValue() >= LEAST && !best.getKey().equals(related)) {
            words.put(related, best.getKey());
          }
        });
    return new Lexicon(words);
  }

  /** Distinct words by number, from 1; 0 is {@link WordAlignment#NONE}. */
  private static final class Numbering {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> words = new ArrayList<>(List.of(""));

    int[] of(List<String> sentence) {
      int[] ids = new int[sentence.size() + 1];
      for (int i = 1; i < ids.length; i++) {
        ids[i] = numbers.computeIfAbsent(sentence.get(i - 1), this::next);
      }
      return ids;
    }

    private int next(String word) {
      words.add(word);
      return words.size() - 1;
    }
  }
}
