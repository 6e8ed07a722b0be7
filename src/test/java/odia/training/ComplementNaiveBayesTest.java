package odia.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import odia.model.NgramVector;
import org.junit.jupiter.api.Test;

class ComplementNaiveBayesTest {

  /** Two labels, so the complement of one is the other. */
  private static double[] weights() {
    ComplementNaiveBayes bayes = new ComplementNaiveBayes(4, 2);
    bayes.add(new NgramVector(new int[] {0, 1}, new double[] {2, 1}), 0, 1);
    bayes.add(new NgramVector(new int[] {1, 2}, new double[] {0.5, 0.5}), 1, 2);
    return bayes.weights();
  }

  @Test
  void weighsAnNgramByTheTextsOfTheOtherLabels() {
    double first = -Math.log(0.05 / 2.15); // 0 among the second label's 2 · 1 + 3 · 0.05
    double second = -Math.log(2.05 / 3.15); // 0 among the first label's 3 + 3 · 0.05
    assertThat(weights()[0]).isCloseTo((first - second) / 2, within(1e-12));
    assertThat(weights()[1]).isCloseTo((second - first) / 2, within(1e-12));
    assertThat(weights()[4]).isNegative(); // 2 speaks against the first label
  }

  @Test
  void anNgramThatNoTextHasSaysNothing() {
    assertThat(weights()).endsWith(0, 0);
  }
}
