package odia.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits normalised text into words: runs of Odia letters and signs, runs of other letters,
 * numbers, and punctuation marks, each apart. {@code କୋଭିଡ-19ରେ ।} gives {@code କୋଭିଡ - 19 ରେ ।}:
 * an Odia ending on a number or a Latin word stays the word it is elsewhere. A mark written many
 * times is one word.
 */
public final class Words {

  /** Counts up with every change that can alter an id; part of the encoder's fingerprint. */
  static final int VERSION = 1;

  private enum Kind {
    ODIA,
    LETTER,
    DIGIT,
    MARK,
    SPACE
  }

  private Words() {}

  /** The words of a text, all of them, normalised. */
  public static List<String> of(String text) {
    return split(OdiaNormalizer.normalize(text), Integer.MAX_VALUE);
  }

  /** The first words of a normalised text, at most {@code limit} of them. */
  static List<String> split(String normalized, int limit) {
    return runs(normalized, limit).stream().map(run -> run.word(normalized)).toList();
  }

  /**
   * Where a word stands in a normalised text.
   *
   * @param start of its first character
   * @param end behind its last
   * @param mark whether it is a mark, perhaps many times the same
   */
  record Run(int start, int end, boolean mark) {

    String word(String normalized) {
      return mark
          ? Character.toString(normalized.codePointAt(start))
          : normalized.substring(start, end);
    }
  }

  /** Where the first words of a normalised text stand, at most {@code limit} of them. */
  static List<Run> runs(String normalized, int limit) {
    List<Run> runs = new ArrayList<>();
    int start = 0;
    while (start < normalized.length() && runs.size() < limit) {
      Kind kind = kindOf(normalized.codePointAt(start), Kind.SPACE);
      int end = endOfRun(normalized, start, kind);
      if (kind != Kind.SPACE) {
        runs.add(new Run(start, end, kind == Kind.MARK));
      }
      start = end;
    }
    return runs;
  }

  private static int endOfRun(String text, int start, Kind kind) {
    int first = text.codePointAt(start);
    int end = start + Character.charCount(first);
    while (end < text.length()) {
      int next = text.codePointAt(end);
      if (kindOf(next, kind) != kind || (kind == Kind.MARK && next != first)) {
        break;
      }
      end += Character.charCount(next);
    }
    return end;
  }

  /** A combining sign belongs to the run it stands in, so that it never opens a word of its own. */
  private static Kind kindOf(int codePoint, Kind before) {
    if (codePoint == ' ') {
      return Kind.SPACE;
    }
    if (isOdia(codePoint)) {
      return Kind.ODIA;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          before == Kind.ODIA || before == Kind.LETTER ? before : Kind.MARK;
      case Character.DECIMAL_DIGIT_NUMBER -> Kind.DIGIT;
      default -> Character.isLetter(codePoint) ? Kind.LETTER : Kind.MARK;
    };
  }

  /** Letters and signs of the Odia block, which has no digits left after normalisation. */
  public static boolean isOdia(int codePoint) {
    return codePoint >= 0x0B00 && codePoint <= 0x0B7F && Character.isDefined(codePoint);
  }
}
