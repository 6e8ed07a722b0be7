package odia.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextEncoderTest {

  private static final TextEncoder ENCODER =
      new TextEncoder(
          new Vocabulary(List.of("<unk>", "<end>", "ଖେଳ"), List.of("<ଖେ"), 50, NgramRange.DEFAULT));

  @Test
  void twoSpellingsOfATextHaveTheSameIds() {
    EncodedText one = ENCODER.encode("ଓଡ଼ିଆ ଖେଳ | ୧୨", 10);
    EncodedText other = ENCODER.encode("ଓ\u0B5C\u200Dିଆ  ଖେଳ। 12", 10);

    assertThat(one.ngrams()).isDeepEqualTo(other.ngrams());
    assertThat(one.words()).containsExactly(0, 2, 0, 0);
  }

  @Test
  void anEmptyTextHasNoWords() {
    EncodedText empty = ENCODER.encode("", 10);

    assertThat(empty.length()).isZero();
    assertThat(empty.truncated()).isFalse();
    assertThat(empty.odiaShare()).isZero();
  }

  @Test
  void aLongTextIsCutAndSaysSo() {
    EncodedText cut = ENCODER.encode("ଖେଳ ".repeat(11), 10);
    EncodedText whole = ENCODER.encode("ଖେଳ ".repeat(10), 10);

    assertThat(cut.length()).isEqualTo(10);
    assertThat(cut.truncated()).isTrue();
    assertThat(whole.truncated()).isFalse();
  }

  @Test
  void aMegabyteIsCutAndSaysSo() {
    EncodedText cut = ENCODER.encode("ଓଡ଼ିଶାର ଖବର ".repeat(30_000), 400);

    assertThat(cut.length()).isEqualTo(400);
    assertThat(cut.truncated()).isTrue();
  }

  @Test
  void theOdiaShareCountsLettersAlone() {
    assertThat(ENCODER.encode("ଖଳଘ abc 123 !!", 10).odiaShare()).isEqualTo(0.5);
    assertThat(ENCODER.encode("12 + 3 😀", 10).odiaShare()).isZero();
    assertThat(ENCODER.encode("ଖେଳ ୧୨!", 10).odiaShare()).isEqualTo(1);
  }

  @Test
  void anyTextGivesIdsWithinTheTable() {
    Random random = new Random(2);
    int rows = ENCODER.vocabulary().rows();
    for (int n = 0; n < 20_000; n++) {
      for (int[] bag : ENCODER.encode(OdiaNormalizerTest.randomText(random), 8).ngrams()) {
        assertThat(bag).isNotEmpty();
        assertThat(bag)
            .satisfies(
                b -> assertThat(Arrays.stream(b).allMatch(row -> row >= 0 && row < rows)).isTrue());
      }
    }
  }
}
