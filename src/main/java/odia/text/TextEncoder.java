package odia.text;

import java.util.List;

/**
 * Normaliser, word splitter and vocabulary in one: the only way from text to ids. Training and
 * serving use the same instance, restored from the same checkpoint. Immutable and thread-safe.
 */
public final class TextEncoder {

  private final Vocabulary vocabulary;

  public TextEncoder(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Turns any text into ids. Never fails: an empty text is an encoded text without words.
   *
   * @param maxWords most words read, at least 1; the rest of the text is left out and said so
   */
  public EncodedText encode(String text, int maxWords) {
    String head = head(text, maxWords);
    List<String> words = Words.split(OdiaNormalizer.normalize(head), maxWords + 1);
    boolean truncated = words.size() > maxWords || head.length() < text.length();
    List<String> read = words.size() > maxWords ? words.subList(0, maxWords) : words;
    int[][] ngrams = new int[read.size()][];
    int[] ids = new int[read.size()];
    for (int t = 0; t < ids.length; t++) {
      ngrams[t] = vocabulary.bagOf(read.get(t));
      ids[t] = vocabulary.wordId(read.get(t));
    }
    return new EncodedText(ngrams, ids, truncated, odiaShare(read));
  }

  /** The words of a text, all of them, as {@link #encode} splits them. */
  public List<String> words(String text) {
    return Words.of(text);
  }

  /** A few times more characters than the words can need, so that a megabyte costs little. */
  static String head(String text, int maxWords) {
    int characters = (int) Math.min(text.length(), 64L * maxWords);
    boolean splitsPair =
        characters < text.length() && Character.isHighSurrogate(text.charAt(characters - 1));
    return text.substring(0, splitsPair ? characters - 1 : characters);
  }

  private static double odiaShare(List<String> words) {
    long letters = 0;
    long odia = 0;
    for (String word : words) {
      long here = word.codePoints().filter(Character::isLetter).count();
      letters += here;
      odia += Words.isOdia(word.codePointAt(0)) ? here : 0;
    }
    return letters == 0 ? 0 : (double) odia / letters;
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Equal fingerprints turn every text into the same ids. */
  public String fingerprint() {
    return vocabulary.fingerprint();
  }
}
