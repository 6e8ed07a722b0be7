package odia.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OdiaNormalizerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        // letter and nukta, however they came
        "ଓ\u0B5Cିଆ > ଓ\u0B21\u0B3Cିଆ",
        "ଗା\u0B5D > ଗା\u0B22\u0B3C",
        // a two-part vowel sign
        "କ\u0B47\u0B3E > କ\u0B4B",
        // joiners choose a glyph, not a word
        "ଫାଇବର୍\u200D > ଫାଇବର୍",
        "ଶ୍\u200Cରୀ > ଶ୍ରୀ",
        // what stands for a danda
        "ଗଲା| > ଗଲା।",
        "ଗଲା॥ > ଗଲା।",
        // digits
        "୨୦୨୬ > 2026",
        "२०२६ > 2026",
        // one sound, two letters
        "ଵନ > ୱନ",
        // quotes, dashes, capitals
        "“Odia”–ଭାଷା > \"odia\"-ଭାଷା",
      })
  void spellingsOfOneTextMeet(String before, String after) {
    assertThat(OdiaNormalizer.normalize(before)).isEqualTo(after);
  }

  @Test
  void runsOfBlanksAreOneAndEndsAreTrimmed() {
    assertThat(OdiaNormalizer.normalize(" \tଏକ\u00A0\n ଦୁଇ\u2003")).isEqualTo("ଏକ ଦୁଇ");
  }

  @Test
  void controlsAndLoneSurrogatesAreBlanks() {
    assertThat(OdiaNormalizer.normalize("ଏକ\u0000ଦୁଇ\uD83Dତିନି")).isEqualTo("ଏକ ଦୁଇ ତିନି");
  }

  @Test
  void bidiMarksAndByteOrderMarksGo() {
    assertThat(OdiaNormalizer.normalize("\uFEFFଏ\u202Eକ\u00AD")).isEqualTo("ଏକ");
  }

  @Test
  void everyCharacterIsNormalisedOnceAndForAll() {
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      String once = OdiaNormalizer.normalize(Character.toString(codePoint));
      assertThat(OdiaNormalizer.normalize(once)).as("U+%04X", codePoint).isEqualTo(once);
    }
  }

  @Test
  void anyTextIsNormalisedOnceAndForAll() {
    Random random = new Random(1);
    for (int n = 0; n < 20_000; n++) {
      String once = OdiaNormalizer.normalize(randomText(random));
      assertThat(OdiaNormalizer.normalize(once)).isEqualTo(once);
    }
  }

  /** Odia, combining signs, joiners, surrogates and whatever else, in any order. */
  static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(24);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(6)) {
        case 0 -> text.append((char) (0x0B00 + random.nextInt(0x80)));
        case 1 -> text.append((char) (0x0300 + random.nextInt(0x70)));
        case 2 -> text.append("\u200C\u200D |।\u0B3C\u0B47\u0B3E".charAt(random.nextInt(8)));
        case 3 -> text.append((char) (0xD800 + random.nextInt(0x800)));
        case 4 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
        default -> text.append((char) random.nextInt(0x250));
      }
    }
    return text.toString();
  }
}
