package odia.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import odia.text.EncodedText;
import org.junit.jupiter.api.Test;

class ComplementNaiveBayesTest {

  private static EncodedText text(int... rows) {
    return new EncodedText(new int[][] {rows}, new int[] {0}, false, 1);
  }

  /**
   * Two labels, so the complement of one is the other. Of the n-grams 0, 1, 2 the first label's
   * text has 0 twice and 1 once, the second's 1 once and 2 once.
   */
  @Test
  void weighsAnNgramByTheTextsOfTheOtherLabels() {
    ComplementNaiveBayes bayes = new ComplementNaiveBayes(4, 2);
    bayes.add(text(0, 0, 1), 0, 1);
    bayes.add(text(1, 2), 1, 1);
    float[] weights = bayes.weights(1);

    double first = -Math.log(0.3 / 2.9); // 0 among the second label's 2 + 3 · 0.3
    double second = -Math.log(2.3 / 3.9); // 0 among the first label's 3 + 3 · 0.3
    assertThat(weights[0]).isCloseTo((float) ((first - second) / 2), within(1e-6f));
    assertThat(weights[1]).isCloseTo((float) ((second - first) / 2), within(1e-6f));
    assertThat(weights[4]).isNegative(); // 2 speaks against the first label
  }

  @Test
  void anNgramThatNoTextHasSaysNothing() {
    ComplementNaiveBayes bayes = new ComplementNaiveBayes(4, 2);
    bayes.add(text(0, 0, 1), 0, 1);
    bayes.add(text(1, 2), 1, 1);

    assertThat(bayes.weights(1)).endsWith(0, 0);
  }

  @Test
  void strengthScalesAllWeights() {
    ComplementNaiveBayes bayes = new ComplementNaiveBayes(2, 2);
    bayes.add(text(0), 0, 1);
    bayes.add(text(1), 1, 1);

    assertThat(bayes.weights(0.5)[0]).isCloseTo(bayes.weights(1)[0] / 2, within(1e-6f));
  }
}
