package odia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import odia.text.EncodedText;
import org.junit.jupiter.api.Test;

class WideHeadTest {

  private final WideHead wide = new WideHead(new float[] {1, -1, 0, 2}, 2); // [2 n-grams, 2 labels]

  private static EncodedText words(int[]... ngrams) {
    return new EncodedText(ngrams, new int[ngrams.length], false, 1);
  }

  @Test
  void sumsTheWeightsByHowMuchOfEachNgramTheTextHas() {
    double[] scores = wide.scores(words(new int[] {0, 1}));
    assertThat(scores)
        .containsExactly(new double[] {1 / Math.sqrt(2), 1 / Math.sqrt(2)}, within(1e-12));
  }

  @Test
  void joinsAsAProductOfProbabilities() {
    double[] joined = wide.join(new double[] {0.25, 0.75}, words(new int[] {0}));
    double first = 0.25 * Math.E;
    double second = 0.75 / Math.E;
    assertThat(joined)
        .containsExactly(
            new double[] {first / (first + second), second / (first + second)}, within(1e-12));
  }

  @Test
  void leavesProbabilitiesAsTheyAreWhereThereIsNoWord() {
    assertThat(wide.join(new double[] {0.25, 0.75}, words()))
        .containsExactly(new double[] {0.25, 0.75}, within(1e-12));
  }
}
