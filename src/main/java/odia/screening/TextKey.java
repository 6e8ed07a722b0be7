package odia.screening;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import odia.text.Words;

/** What makes two texts the same one: their words and numbers, however they are spelled and set. */
final class TextKey {

  /** Letters and signs without a shape: fillers, joiners of graphemes, selectors of variants. */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\x{34F}\\x{115F}\\x{1160}\\x{3164}\\x{FFA0}\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}]");

  private TextKey() {}

  static String of(String text) {
    return Words.of(INVISIBLE.matcher(text).replaceAll("")).stream()
        .filter(word -> Character.isLetterOrDigit(word.codePointAt(0)))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }
}
