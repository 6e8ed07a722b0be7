package odia.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

  private static List<String> split(String text) {
    return Words.split(OdiaNormalizer.normalize(text), 100);
  }

  @Test
  void wordsNumbersAndMarksStandApart() {
    assertThat(split("କୋଭିଡ-19ରେ, ୧୨ଜଣ।"))
        .containsExactly("କୋଭିଡ", "-", "19", "ରେ", ",", "12", "ଜଣ", "।");
  }

  @Test
  void anOdiaEndingLeavesALatinWord() {
    assertThat(split("NASAର H5N1")).containsExactly("nasa", "ର", "h", "5", "n", "1");
  }

  @Test
  void vowelSignsAndNuktaStayInTheirWord() {
    assertThat(split("ଓଡ଼ିଆ ଭାଷା")).containsExactly("ଓଡ଼ିଆ", "ଭାଷା");
  }

  @Test
  void aMarkWrittenManyTimesIsOneWord() {
    assertThat(split("ଆରେ!!! ସତ?!")).containsExactly("ଆରେ", "!", "ସତ", "?", "!");
  }

  @Test
  void emojiAreWordsOfTheirOwn() {
    assertThat(split("ଭଲ😀ଦିନ")).containsExactly("ଭଲ", "😀", "ଦିନ");
  }

  @Test
  void noMoreWordsThanAsked() {
    assertThat(Words.split("ଏକ ଦୁଇ ତିନି", 2)).containsExactly("ଏକ", "ଦୁଇ");
  }

  @Test
  void nothingGivesNothing() {
    assertThat(split("")).isEmpty();
    assertThat(split(" \u200D\uFEFF ")).isEmpty();
  }
}
