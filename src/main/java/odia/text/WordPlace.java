package odia.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a word of the model stands in a text as it was written. Mostly it is one word; where one
 * character with its signs makes several, as an emoji with a variation selector does, it is all of
 * these, since they can only be shown and left out together. Without the characters of a place, and
 * a space in their stead, the words are the others.
 *
 * @param start of its first character, in UTF-16 units
 * @param end behind its last
 */
public record WordPlace(int start, int end) {

  /**
   * A character with the signs behind it, which NFC may make one with it: what can be normalised
   * apart from the rest. Where it came from, and how far the normalised text goes with it.
   */
  private record Piece(int start, int end, int until) {}

  /**
   * The places of all words that {@link TextEncoder#encode} reads of a text, in order, none over
   * another.
   *
   * @param maxWords most words read, at least 1
   */
  public static List<WordPlace> of(String text, int maxWords) {
    StringBuilder normalized = new StringBuilder();
    List<Piece> pieces = pieces(TextEncoder.head(text, maxWords), normalized);
    List<WordPlace> places = new ArrayList<>();
    int at = 0;
    for (Words.Run run : Words.runs(normalized.toString(), maxWords)) {
      at = pieceWith(run.start(), pieces, at);
      int start = pieces.get(at).start;
      at = pieceWith(run.end() - 1, pieces, at);
      add(new WordPlace(start, pieces.get(at).end), places);
    }
    return places;
  }

  private static int pieceWith(int character, List<Piece> pieces, int from) {
    int at = from;
    while (pieces.get(at).until <= character) {
      at++;
    }
    return at;
  }

  private static void add(WordPlace place, List<WordPlace> places) {
    int last = places.size() - 1;
    if (last >= 0 && place.start < places.get(last).end) {
      places.set(last, new WordPlace(places.get(last).start, place.end));
    } else {
      places.add(place);
    }
  }

  /** Normalises a text piece by piece, to what {@link OdiaNormalizer#normalize} makes of it. */
  private static List<Piece> pieces(String text, StringBuilder normalized) {
    List<Piece> pieces = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = endOfPiece(text, start);
      append(text.substring(start, end), normalized);
      pieces.add(new Piece(start, end, normalized.length()));
      start = end;
    }
    return pieces;
  }

  private static void append(String piece, StringBuilder normalized) {
    int from = normalized.length();
    Normalizer.normalize(piece, Normalizer.Form.NFC)
        .codePoints()
        .forEach(codePoint -> OdiaNormalizer.append(codePoint, normalized));
    String mapped = normalized.substring(from);
    normalized.replace(
        from, normalized.length(), Normalizer.normalize(mapped, Normalizer.Form.NFC));
  }

  private static int endOfPiece(String text, int start) {
    int first = text.codePointAt(start);
    int end = start + Character.charCount(first);
    while (end < text.length() && !isBlank(first) && joins(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  /** Whether NFC may make a character one with those before it, or the normaliser drops it. */
  static boolean joins(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT ->
          true;
      default -> codePoint >= 0x1160 && codePoint <= 0x11FF; // Hangul vowels and finals
    };
  }

  private static boolean isBlank(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** The words that stand here, as they were written. */
  String in(String text) {
    return text.substring(start, end);
  }

  /** A text without what stands here; the words on both sides stay apart. */
  public String leaveOutOf(String text) {
    return text.substring(0, start) + ' ' + text.substring(end);
  }

  /** What {@link #of} normalises a text to, for the test that it is what the model reads. */
  static String normalized(String text) {
    StringBuilder normalized = new StringBuilder();
    pieces(text, normalized);
    return normalized.toString();
  }
}
