package odia.screening;

import java.util.Locale;
import java.util.stream.Collectors;
import odia.text.Words;

/** What makes two texts the same one: their words and numbers, however they are spelled and set. */
final class TextKey {

  private TextKey() {}

  static String of(String text) {
    return Words.of(text).stream()
        .filter(word -> Character.isLetterOrDigit(word.codePointAt(0)))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }
}
