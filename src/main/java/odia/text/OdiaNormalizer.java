package odia.text;

import java.text.Normalizer;

/**
 * Brings the spellings of one Odia text to one form. Total: every string has an answer, lone
 * surrogates and control characters included. Idempotent: normalising twice changes nothing more.
 *
 * <p>What it does, in order:
 *
 * <ol>
 *   <li>NFC, which spells ଡ଼ ଢ଼ ୟ as letter and nukta, however they came, and joins two-part vowel
 *       signs;
 *   <li>format characters go (ZWJ and ZWNJ choose a glyph in Odia, never a word; bidi marks, BOM
 *       and soft hyphens carry no letter either), so that both spellings of a word meet;
 *   <li>{@code | ॥ ‖} become the danda {@code ।}, which they stand for in Odia typing;
 *   <li>decimal digits of every script become ASCII, typographic quotes and dashes likewise;
 *   <li>ଵ becomes ୱ (two letters for one sound), capitals become small letters;
 *   <li>blanks, controls and lone surrogates become spaces, runs of them one; ends are trimmed;
 *   <li>NFC once more, since letters that a joiner kept apart may now compose.
 * </ol>
 */
public final class OdiaNormalizer {

  /** Counts up with every change that can alter an id; part of the encoder's fingerprint. */
  public static final int VERSION = 1;

  private static final char DANDA = '\u0964';

  private OdiaNormalizer() {}

  public static String normalize(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    StringBuilder mapped = new StringBuilder(composed.length());
    for (int i = 0; i < composed.length(); ) {
      int codePoint = composed.codePointAt(i);
      append(codePoint, mapped);
      i += Character.charCount(codePoint);
    }
    int end = mapped.length();
    if (end > 0 && mapped.charAt(end - 1) == ' ') {
      mapped.setLength(end - 1);
    }
    return Normalizer.normalize(mapped, Normalizer.Form.NFC);
  }

  /** Steps 2 to 6 for one character of a text in NFC. */
  static void append(int codePoint, StringBuilder into) {
    if (codePoint >= 0x0B00 && codePoint <= 0x0B65) {
      into.append(codePoint == 0x0B35 ? (char) 0x0B71 : (char) codePoint);
      return;
    }
    switch (Character.getType(codePoint)) {
      case Character.FORMAT:
        return;
      case Character.CONTROL,
      Character.SURROGATE,
      Character.SPACE_SEPARATOR,
      Character.LINE_SEPARATOR,
      Character.PARAGRAPH_SEPARATOR:
        appendSpace(into);
        return;
      case Character.DECIMAL_DIGIT_NUMBER:
        into.append((char) ('0' + Character.digit(codePoint, 10)));
        return;
      default:
        into.appendCodePoint(substitute(codePoint));
    }
  }

  private static void appendSpace(StringBuilder into) {
    if (into.length() > 0 && into.charAt(into.length() - 1) != ' ') {
      into.append(' ');
    }
  }

  private static int substitute(int codePoint) {
    return switch (codePoint) {
      case '|', 0x0965, 0x2016 -> DANDA;
      case 0x2018, 0x2019, 0x201A, 0x201B -> '\'';
      case 0x201C, 0x201D, 0x201E, 0x201F, 0x00AB, 0x00BB -> '"';
      case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212 -> '-';
      default -> Character.toLowerCase(codePoint);
    };
  }
}
