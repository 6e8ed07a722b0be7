package odia.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordPlaceTest {

  private static List<String> written(String text) {
    return WordPlace.of(text, 400).stream().map(place -> place.in(text)).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "ଭାରତ  ଜିତିଲା। > ଭାରତ/ଜିତିଲା/।",
        "କୋଭିଡ-୧୯ରେ > କୋଭିଡ/-/୧୯/ରେ",
        // one character becomes two, before and behind others
        "ଖଡ\u0B3Cି ଗା\u0B5Dଟିଏ ଓ\u0B5Cିଆ > ଖଡ\u0B3Cି/ଗା\u0B5Dଟିଏ/ଓ\u0B5Cିଆ",
        // two become one
        "କ\u0B47\u0B3E ଖ > କ\u0B47\u0B3E/ଖ",
        // joiners belong to their word
        "ଫାଇବର୍\u200D ଶ୍\u200Cରୀ > ଫାଇବର୍\u200D/ଶ୍\u200Cରୀ",
        "Ｏdia \uD835\uDFD9 \uD83D\uDE00\uD83D\uDE00! > Ｏdia/\uD835\uDFD9/\uD83D\uDE00\uD83D\uDE00/!",
        // an emoji is one however many the model reads
        "\u2764\uFE0F5\uFE0F\u20E3 ଖ > \u2764\uFE0F/5\uFE0F\u20E3/ଖ",
        "a\uD83Db > a/b"
      })
  void aPlaceHoldsItsWordAsItWasWritten(String text, String words) {
    assertThat(written(text)).containsExactly(words.split("/"));
  }

  @Test
  void whereThereIsNoWordThereIsNoPlace() {
    assertThat(written("")).isEmpty();
    assertThat(written(" \u200D\n\uFEFF ")).isEmpty();
  }

  @Test
  void onlyWordsThatAreReadHaveAPlace() {
    String text = "ଖେଳ ".repeat(30);
    assertThat(WordPlace.of(text, 10)).hasSize(10).endsWith(new WordPlace(36, 39));
    assertThat(WordPlace.of("x".repeat(1_000) + " y", 2)).containsExactly(new WordPlace(0, 128));
  }

  @Test
  void pieceByPieceATextIsNormalisedAsItIsAsAWhole() {
    Random random = new Random(3);
    for (int n = 0; n < 50_000; n++) {
      sameAsWhole(OdiaNormalizerTest.randomText(random));
    }
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      sameAsWhole("କ" + Character.toString(codePoint) + "\u0B3Cା");
    }
  }

  private static void sameAsWhole(String text) {
    String whole = OdiaNormalizer.normalize(text);
    if (!WordPlace.normalized(text).stripTrailing().equals(whole)) {
      assertThat(WordPlace.normalized(text).stripTrailing()).as(text).isEqualTo(whole);
    }
  }

  /** A later JDK may know letters that compose otherwise. */
  @Test
  void whatNfcMakesOneStaysInOnePiece() {
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .mapToObj(c -> Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD))
        .flatMapToInt(apart -> apart.codePoints().skip(1))
        .distinct()
        .forEach(c -> assertThat(WordPlace.joins(c)).as("U+%04X", c).isTrue());
  }

  @Test
  void withoutAPlaceTheOtherWordsAreLeft() {
    Random random = new Random(4);
    for (int n = 0; n < 20_000; n++) {
      String text = OdiaNormalizerTest.randomText(random) + " ଖ-" + n;
      List<List<String>> words = new ArrayList<>();
      List<WordPlace> places = WordPlace.of(text, 400);
      places.forEach(place -> words.add(Words.of(place.in(text))));
      for (int i = 0; i < places.size(); i++) {
        List<List<String>> others = new ArrayList<>(words);
        others.remove(i);
        assertThat(Words.of(places.get(i).leaveOutOf(text)))
            .as(text)
            .isEqualTo(others.stream().flatMap(List::stream).toList());
      }
    }
  }
}
