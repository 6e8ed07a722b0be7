package odia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibratorTest {

  @Test
  void temperatureOneWithoutADoubtChangesNothing() {
    assertThat(new Calibrator(1, 0).apply(new double[] {0.7, 0.2, 0.1}))
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
    Calibrator calibrator = Calibrator.fit(sure, gold);

    assertThat(calibrator.apply(sure[0])[0]).isCloseTo(0.7, within(0.02));
  }

  /** Nine in ten are right, whether their score says 0.999999 or 0.9. */
  @Test
  void textsThatNoReaderWouldGuessAreADoubtAndNoTemperature() {
    double[][] scores = new double[40][];
    int[] gold = new int[40];
    for (int i = 0; i < 40; i++) {
      scores[i] = i < 20 ? new double[] {0.999999, 0.000001} : new double[] {0.9, 0.1};
      gold[i] = i % 10 == 0 ? 1 : 0;
    }
    Calibrator calibrator = Calibrator.fit(scores, gold);

    assertThat(calibrator.doubt()).isGreaterThan(0.1);
    assertThat(calibrator.apply(scores[0])[0]).isCloseTo(0.9, within(0.03));
    assertThat(calibrator.apply(scores[30])[0]).isCloseTo(0.9, within(0.03));
  }

  @Test
  void aDoubtKeepsTheOrderAndTheSum() {
    double[] calibrated = new Calibrator(1, 0.1).apply(new double[] {0.7, 0.2, 0.1});

    assertThat(calibrated)
        .containsExactly(
            new double[] {0.63 + 0.1 / 3, 0.18 + 0.1 / 3, 0.09 + 0.1 / 3}, within(1e-12));
  }
}
