package odia.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import odia.model.NgramVector;
import odia.training.LinearSvm.Example;
import org.junit.jupiter.api.Test;

class LinearSvmTest {

  private static Example example(int label, double cost, int... rows) {
    double[] values = new double[rows.length];
    java.util.Arrays.fill(values, 1);
    return new Example(new NgramVector(rows, values), label, cost);
  }

  /** One text of one n-gram: w²/2 + c (1 - w)² is least at w = 2c / (1 + 2c). */
  @Test
  void findsTheLeastOfTheObjective() {
    double[] weights = new LinearSvm(List.of(example(0, 0.3, 0)), 1, 2).weights(1);

    assertThat(weights[0]).isCloseTo(0.6 / 1.6, within(1e-9));
    assertThat(weights[1]).isCloseTo(-0.6 / 1.6, within(1e-9));
  }

  /** Two n-grams that always stand together share what one alone would say. */
  @Test
  void ngramsThatSayTheSameShareIt() {
    List<Example> examples =
        List.of(example(0, 1, 0, 1), example(0, 1, 0, 1), example(1, 1, 2), example(1, 1, 2));
    double[] weights = new LinearSvm(examples, 3, 2).weights(1);

    assertThat(weights[0]).isCloseTo(weights[2], within(1e-9)).isPositive();
    assertThat(weights[0]).isLessThan(weights[5]);
  }

  @Test
  void aDearerTextIsFittedMoreClosely() {
    List<Example> examples = List.of(example(0, 0.1, 0), example(1, 10, 0));
    double[] weights = new LinearSvm(examples, 1, 2).weights(1);

    assertThat(weights[1]).isPositive();
  }
}
