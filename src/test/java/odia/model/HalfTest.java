package odia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfTest {

  @Test
  void everyHalfComesBackAsItself() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      boolean finite = (bits & 0x7C00) != 0x7C00;
      if (finite) {
        short half = (short) bits;
        assertThat(Half.of(Half.toFloat(half))).isEqualTo(half);
      }
    }
  }

  @Test
  void numbersAreRoundedToElevenBits() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      float number = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(20) - 12));
      double error = Math.max(Math.abs(number) * Math.pow(2, -11), Math.pow(2, -25));
      assertThat((double) Half.toFloat(Half.of(number))).isCloseTo(number, within(error));
    }
  }

  @Test
  void numbersTooLargeBecomeTheLargest() {
    assertThat(Half.toFloat(Half.of(1e9f))).isEqualTo(65504f);
    assertThat(Half.toFloat(Half.of(Float.NEGATIVE_INFINITY))).isEqualTo(-65504f);
    assertThat(Half.toFloat(Half.of(65519f))).isEqualTo(65504f);
  }
}
