package odia.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import odia.text.EncodedText;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

class LazyAdamTest {

  private static final int ROWS = 12;
  private static final int SIZE = 5;
  private static final int STEPS = 150;
  private static final OneCycle RATE = new OneCycle(0.01, STEPS);

  private final Random random = new Random(7);
  private final float[] start = numbers(ROWS * SIZE, 1);
  private final LazyAdam lazy = new LazyAdam(start.clone(), SIZE, RATE, STEPS);

  private float[] numbers(int count, double scale) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (scale * random.nextGaussian());
    }
    return numbers;
  }

  private static TouchedRows rows(int... rows) {
    return new TouchedRows(List.of(new EncodedText(new int[][] {rows}, new int[1], false, 1)));
  }

  /** All rows at once, every step, by DL4J. */
  private final class Dense {
    private final INDArray weights = Nd4j.createFromArray(start);
    private final GradientUpdater<?> adam =
        new Adam(RATE).instantiate(Nd4j.zeros(1, 2 * start.length), true);
    private int step;

    void step(TouchedRows touched, float[] gradient) {
      float[] all = new float[start.length];
      touched.scatter(gradient, all, SIZE);
      INDArray update = Nd4j.createFromArray(all);
      adam.applyUpdater(update, step++, 0);
      weights.subi(update);
    }

    float[] weights() {
      return weights.toFloatVector();
    }
  }

  private void stepBoth(Dense dense, TouchedRows touched) {
    float[] gradient = numbers(touched.count() * SIZE, 1e-3);
    lazy.step(touched, gradient);
    dense.step(touched, gradient);
  }

  @Test
  void movesAsAdamOnAllRowsWhereEveryStepTouchesAll() {
    Dense dense = new Dense();
    TouchedRows all = rows(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    for (int t = 0; t < STEPS; t++) {
      stepBoth(dense, all);
    }

    assertThat(lazy.weights()).containsExactly(dense.weights(), within(1e-5f));
  }

  @Test
  void movesAsAdamOnAllRowsWhereAStepTouchesFew() {
    Dense dense = new Dense();
    for (int t = 0; t < STEPS; t++) {
      TouchedRows few = rows(random.nextInt(ROWS), t < 40 ? 3 : 4);
      assertThat(lazy.weights(few))
          .containsExactly(few.gather(dense.weights(), SIZE), within(1e-5f));
      stepBoth(dense, few);
    }

    assertThat(lazy.weights()).containsExactly(dense.weights(), within(1e-5f));
  }

  @Test
  void aRowThatNoStepTouchesStaysAsItWasToTheBit() {
    for (int t = 0; t < STEPS; t++) {
      lazy.step(rows(2, 3), numbers(2 * SIZE, 1e-3));
    }
    float[] weights = lazy.weights();

    for (int row = 0; row < ROWS; row++) {
      float[] before = Arrays.copyOfRange(start, row * SIZE, (row + 1) * SIZE);
      float[] after = Arrays.copyOfRange(weights, row * SIZE, (row + 1) * SIZE);
      assertThat(Arrays.equals(before, after)).isEqualTo(row != 2 && row != 3);
    }
  }
}
