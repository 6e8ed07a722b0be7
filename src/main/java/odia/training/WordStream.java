package odia.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import odia.text.TextEncoder;
import odia.text.Vocabulary;

/**
 * A corpus as one stream of words, each an index into the distinct words met, with the end of every
 * line marked. What a word's n-grams are is looked up once per distinct word, so a word costs four
 * bytes.
 */
final class WordStream {

  /** The distinct word that marks the end of a line. */
  static final int END = 0;

  private final TextEncoder encoder;
  private final Map<String, Integer> types = new HashMap<>();
  private final List<int[]> bags = new ArrayList<>();
  private final List<Integer> ids = new ArrayList<>();
  private int[] words = new int[1 << 16];
  private int length;

  WordStream(TextEncoder encoder) {
    this.encoder = encoder;
    bags.add(new int[] {Vocabulary.END});
    ids.add(Vocabulary.END);
  }

  /** Appends a line and its end; an empty line adds nothing. */
  void add(String line) {
    List<String> found = encoder.words(line);
    found.forEach(word -> append(types.computeIfAbsent(word, this::newType)));
    if (!found.isEmpty()) {
      append(END);
    }
  }

  private int newType(String word) {
    bags.add(encoder.vocabulary().bagOf(word));
    ids.add(encoder.vocabulary().wordId(word));
    return bags.size() - 1;
  }

  private void append(int type) {
    if (length == words.length) {
      words = Arrays.copyOf(words, length * 2);
    }
    words[length++] = type;
  }

  /** Words and line ends. */
  int length() {
    return length;
  }

  /** The distinct word at a place. */
  int at(int place) {
    return words[place];
  }

  /** Rows of the n-gram table of a distinct word. */
  int[] bag(int type) {
    return bags.get(type);
  }

  /** The vocabulary's id of a distinct word, unk for one that has none. */
  int id(int type) {
    return ids.get(type);
  }

  /** How often each vocabulary word stands in the stream, [V]. */
  long[] counts() {
    long[] counts = new long[encoder.vocabulary().words().size()];
    for (int i = 0; i < length; i++) {
      counts[id(words[i])]++;
    }
    return counts;
  }
}
