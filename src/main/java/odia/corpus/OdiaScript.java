package odia.corpus;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Writes text of related languages in Odia script, so that a model of Odia can learn from it. The
 * blocks of the Indic scripts in Unicode run parallel: a letter's place in its block is its place
 * in Odia's. For text to learn from only; what is classified is never changed by this.
 *
 * <p>Understood are Devanagari (Hindi, Marathi, Nepali, Maithili, Sanskrit, …), Bengali and
 * Assamese, Gurmukhi and Gujarati. All else, Odia itself included, stays as it is.
 */
public final class OdiaScript {

  private static final int ODIA = 0x0B00;
  private static final int BLOCK = 0x80;
  private static final int VA = 0x35;

  /** Odia writes the dot below only with ଡ and ଢ (and has ୟ for a dotted ଯ). */
  private static final Pattern FOREIGN_NUKTA = Pattern.compile("(?<![ଡଢ])\u0B3C");

  /** Where the others write one dot for a nasal before a stop, Odia writes the stop's own nasal. */
  private static final Pattern NASAL = Pattern.compile("ଂ(?=([କ-ଘଚ-ଝଟ-ଢତ-ଧପ-ଭ]))");

  /** Inside a word Odia writes ୟ where the others write the letter that is ଯ at its beginning. */
  private static final Pattern INNER_YA = Pattern.compile("(?<=[ଁ-ୡ])ଯ");

  private OdiaScript() {}

  public static String of(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    if (composed.chars().noneMatch(OdiaScript::isRelated)) {
      return text;
    }
    StringBuilder odia = new StringBuilder(composed.length());
    composed.chars().forEach(letter -> append(letter, odia));
    return Normalizer.normalize(spelled(odia.toString()), Normalizer.Form.NFC);
  }

  /** Letters are in place; what is left is how Odia spells with them. */
  private static String spelled(String letters) {
    String dotted = letters.replace("ଯ\u0B3C", "ୟ");
    String plain = FOREIGN_NUKTA.matcher(dotted).replaceAll("");
    String nasals = NASAL.matcher(plain).replaceAll(dot -> nasal(dot.group(1).charAt(0)) + "୍");
    return INNER_YA.matcher(nasals).replaceAll("ୟ");
  }

  /** Of the row of stops that a letter stands in. */
  private static char nasal(char stop) {
    if (stop <= 'ଘ') {
      return 'ଙ';
    }
    if (stop <= 'ଝ') {
      return 'ଞ';
    }
    if (stop <= 'ଢ') {
      return 'ଣ';
    }
    return stop <= 'ଧ' ? 'ନ' : 'ମ';
  }

  private static boolean isRelated(int letter) {
    boolean danda = letter == 0x0964 || letter == 0x0965; // common to all the scripts
    return letter >= 0x0900 && letter < ODIA && !danda;
  }

  private static void append(int letter, StringBuilder odia) {
    if (!isRelated(letter)) {
      odia.append((char) letter);
      return;
    }
    switch (letter) {
      case 0x09CE -> odia.append("ତ୍"); // Bengali khanda ta
      case 0x09F0 -> odia.append('ର'); // Assamese ra
      case 0x09F1 -> odia.append('ବ'); // Assamese va
      case 0x0A70 -> odia.append('ଂ'); // Gurmukhi tippi
      case 0x0A71, 0x0949, 0x0AC9 -> {} // addak doubles a consonant; the o of "college" is inherent
      case 0x0911, 0x0A91 -> odia.append('ଅ'); // the same o at a word's beginning
      default -> odia.append(parallel(letter % BLOCK));
    }
  }

  /** The Odia letter at a place, or nothing where Odia has none. */
  private static String parallel(int place) {
    if (place == VA) {
      return "ବ"; // Odia says and writes b for it
    }
    return Character.isDefined(ODIA + place) ? Character.toString(ODIA + place) : "";
  }
}
