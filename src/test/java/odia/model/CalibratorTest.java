package odia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibratorTest {

  @Test
  void temperatureOneChangesNothing() {
    assertThat(Calibrator.soften(new double[] {0.7, 0.2, 0.1}, 1))
        .containsExactly(new double[] {0.7, 0.2, 0.1}, within(1e-12));
  }

  @Test
  void anOverconfidentModelIsSoftened() {
    double[][] sure = new double[10][];
    int[] gold = new int[10];
    for (int i = 0; i < 10; i++) { // 99 % sure, 7 of 10 right
      sure[i] = new double[] {0.99, 0.01};
      gold[i] = i < 7 ? 0 : 1;
    }
    double temperature = Calibrator.fit(sure, gold);

    assertThat(Calibrator.soften(sure[0], temperature)[0]).isCloseTo(0.7, within(0.02));
  }
}
