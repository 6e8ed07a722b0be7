package odia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import odia.text.EncodedText;
import org.junit.jupiter.api.Test;

class NgramVectorTest {

  private static NgramVector vector(int[]... ngrams) {
    return NgramVector.of(new EncodedText(ngrams, new int[ngrams.length], false, 1));
  }

  @Test
  void countsEachNgramOnceMoreQuietly() {
    NgramVector vector = vector(new int[] {7, 3}, new int[] {7});

    double twice = 1 + Math.log(2);
    double length = Math.sqrt(1 + twice * twice);
    assertThat(vector.rows()).containsExactly(3, 7);
    assertThat(vector.values())
        .containsExactly(new double[] {1 / length, twice / length}, within(1e-12));
  }

  @Test
  void aTextTwiceOverIsNoLouder() {
    double once = vector(new int[] {1, 2, 3}).values()[0];
    double twice = vector(new int[] {1, 2, 3}, new int[] {1, 2, 3}).values()[0];

    assertThat(twice).isCloseTo(once, within(1e-12));
  }

  @Test
  void aTextWithoutAWordIsEmpty() {
    assertThat(vector().rows()).isEmpty();
  }

  @Test
  void scalesEachValueByItsRowsFactor() {
    NgramVector scaled = vector(new int[] {0}, new int[] {2}).scaled(new double[] {2, 9, 4});

    assertThat(scaled.values()[1]).isCloseTo(2 * scaled.values()[0], within(1e-12));
  }
}
