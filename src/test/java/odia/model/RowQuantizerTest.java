package odia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RowQuantizerTest {

  private static final float[] MATRIX = {0.5f, -1, 0.25f, 0, 0, 0, 300, 1, -2};

  @Test
  void errorsStayWithinHalfAStepOfTheRow() {
    float[] restored = RowQuantizer.restore(RowQuantizer.quantize(MATRIX, 3));

    float[] largest = {1, 0, 300};
    for (int i = 0; i < MATRIX.length; i++) {
      assertThat(restored[i]).isCloseTo(MATRIX[i], within(largest[i / 3] / 254 + 1e-6f));
    }
  }

  @Test
  void whatWasRestoredIsStoredAgainAsItIs() {
    float[] once = RowQuantizer.restore(RowQuantizer.quantize(MATRIX, 3));

    assertThat(RowQuantizer.quantize(once, 3).codes().bytes())
        .isEqualTo(RowQuantizer.quantize(MATRIX, 3).codes().bytes());
  }

  @Test
  void aDivergedTrainingIsNotStored() {
    assertThatThrownBy(() -> RowQuantizer.quantize(new float[] {1, Float.NaN}, 2))
        .hasMessageContaining("diverged");
  }
}
