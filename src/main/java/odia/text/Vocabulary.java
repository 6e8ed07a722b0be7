package odia.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The immutable table of words and character n-grams, thread-safe. Rows of the n-gram table:
 *
 * <pre>
 *   0 .. W-1          words: 0 unk, 1 end of line, then the frequent words, most frequent first
 *   W .. W+N-1        frequent n-grams, a row each
 *   W+N .. W+N+B-1    buckets: every other n-gram, by hash
 * </pre>
 *
 * A word's bag is its own row where it has one, and the rows of its n-grams. Bojanowski et al. 2017
 * hash all n-grams into 2 million buckets; we keep the frequent ones and hash the rest into few, so
 * that the table is small enough to ship and the common n-grams share a row with nobody.
 */
public final class Vocabulary {

  /** The word id of every word that is not in the vocabulary. */
  public static final int UNK = 0;

  /** The word id of the end of a line (a sentence or paragraph). */
  public static final int END = 1;

  /** The share of a text at which a word counts half. */
  private static final double SMOOTH = 1e-3;

  /** The most frequent word's share of a text; the word of rank r has an r-th of it (Zipf). */
  private static final double MOST_FREQUENT = 0.1;

  static final String UNK_NAME = "<unk>";
  static final String END_NAME = "<end>";

  private final List<String> words;
  private final List<String> ngrams;
  private final int buckets;
  private final NgramRange range;
  private final Map<String, Integer> wordIds;
  private final LongIntMap ngramIds;
  private final String fingerprint;

  /**
   * @param words distinct words, the first two being unk and the end of a line
   * @param ngrams distinct n-grams with a row of their own
   * @param buckets rows shared by all other n-grams, at least 1
   */
  public Vocabulary(List<String> words, List<String> ngrams, int buckets, NgramRange range) {
    if (words.size() < 2 || !words.get(UNK).equals(UNK_NAME) || !words.get(END).equals(END_NAME)) {
      throw new IllegalArgumentException("A vocabulary's words begin with <unk> and <end>");
    }
    if (buckets < 1 || buckets > 1 << 22) {
      throw new IllegalArgumentException("buckets must be in 1..4194304: " + buckets);
    }
    this.words = List.copyOf(words);
    this.ngrams = List.copyOf(ngrams);
    this.buckets = buckets;
    this.range = range;
    this.wordIds = indexWords();
    this.ngramIds = indexNgrams();
    this.fingerprint = computeFingerprint();
  }

  private Map<String, Integer> indexWords() {
    Map<String, Integer> ids = new HashMap<>(words.size() * 2);
    for (int id = 0; id < words.size(); id++) {
      if (ids.putIfAbsent(words.get(id), id) != null) {
        throw new IllegalArgumentException("The word " + words.get(id) + " stands twice");
      }
    }
    return ids;
  }

  private LongIntMap indexNgrams() {
    LongIntMap ids = new LongIntMap(ngrams.size());
    for (int i = 0; i < ngrams.size(); i++) {
      if (!ids.putIfAbsent(hashOf(ngrams.get(i)), words.size() + i)) {
        throw new IllegalArgumentException("The n-gram " + ngrams.get(i) + " stands twice");
      }
    }
    return ids;
  }

  private static long hashOf(String ngram) {
    int[] characters = ngram.codePoints().toArray();
    if (characters.length == 0 || characters.length > 8) {
      throw new IllegalArgumentException("Not an n-gram of 1 to 8 characters: " + ngram);
    }
    return Ngrams.hash(characters);
  }

  /** Rows of the n-gram table: words, frequent n-grams and buckets. */
  public int rows() {
    return words.size() + ngrams.size() + buckets;
  }

  /** Words with an id, unk and end of line among them; a language model predicts these. */
  public List<String> words() {
    return words;
  }

  public List<String> ngrams() {
    return ngrams;
  }

  public int buckets() {
    return buckets;
  }

  public NgramRange range() {
    return range;
  }

  /** The id of a word, or {@link #UNK}. */
  public int wordId(String word) {
    return wordIds.getOrDefault(word, UNK);
  }

  /**
   * What a word counts in a document's mean, in (0, 1]: frequent words say little of the topic.
   *
   * <p>Smooth inverse frequency (Arora et al. 2017, "A simple but tough-to-beat baseline for
   * sentence embeddings"), a / (a + p). What we do differently: the frequency p is not kept but
   * follows from the word's rank by Zipf's law.
   *
   * @param id of a word, as {@link #wordId} gives it
   */
  public static float weight(int id) {
    return id == UNK ? 1 : (float) (SMOOTH * id / (SMOOTH * id + MOST_FREQUENT));
  }

  /** Table rows of a word: its own where it has one, then its n-grams'. Never empty. */
  public int[] bagOf(String word) {
    int[] bracketed = Ngrams.bracketed(word);
    int[] bag = new int[bracketed.length * (range.longest() - range.shortest() + 1) + 1];
    int[] used = new int[1];
    int id = wordId(word);
    if (id != UNK) {
      bag[used[0]++] = id;
    }
    Ngrams.visit(bracketed, range, (hash, from, to) -> bag[used[0]++] = rowOf(hash));
    // A word too short to have n-grams and too rare to have a row is simply unknown.
    return used[0] == 0 ? new int[] {UNK} : Arrays.copyOf(bag, used[0]);
  }

  private int rowOf(long hash) {
    int kept = ngramIds.get(hash);
    return kept != LongIntMap.ABSENT
        ? kept
        : words.size() + ngrams.size() + (int) Long.remainderUnsigned(hash, buckets);
  }

  /** SHA-256 over all that decides ids: 64 hexadecimal digits. Equal fingerprints, equal ids. */
  public String fingerprint() {
    return fingerprint;
  }

  private String computeFingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      int[] numbers = {
        OdiaNormalizer.VERSION,
        Words.VERSION,
        range.shortest(),
        range.longest(),
        buckets,
        words.size(),
        ngrams.size()
      };
      for (int number : numbers) {
        digest.update(ByteBuffer.allocate(4).putInt(number).array());
      }
      for (List<String> list : List.of(words, ngrams)) {
        list.forEach(entry -> digest.update((entry + '\n').getBytes(StandardCharsets.UTF_8)));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
