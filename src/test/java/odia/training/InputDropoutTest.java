package odia.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import odia.text.EncodedText;
import org.junit.jupiter.api.Test;

class InputDropoutTest {

  private static final int WORDS = 2_000;

  private static EncodedText text() {
    int[][] bags = new int[WORDS][];
    Arrays.setAll(bags, t -> IntStream.range(0, 10).map(k -> t * 10 + k).toArray());
    return new EncodedText(bags, IntStream.range(0, WORDS).toArray(), false, 1);
  }

  @Test
  void leavesOutItsShareOfWordsAndNgrams() {
    EncodedText thinned = new InputDropout(0.2, 0.3, new Random(1)).apply(text());
    long ngrams = Arrays.stream(thinned.ngrams()).mapToLong(bag -> bag.length).sum();

    assertThat((double) thinned.length() / WORDS).isBetween(0.77, 0.83);
    assertThat((double) ngrams / thinned.length() / 10).isBetween(0.67, 0.73);
  }

  @Test
  void whatStaysKeepsItsOrderAndItsWord() {
    EncodedText thinned = new InputDropout(0.5, 0.5, new Random(1)).apply(text());

    assertThat(thinned.words()).isSorted();
    for (int t = 0; t < thinned.length(); t++) {
      assertThat(thinned.ngrams()[t]).isSorted();
      assertThat(thinned.ngrams()[t][0] / 10).isEqualTo(thinned.words()[t]);
    }
  }

  @Test
  void neverLeavesOutAll() {
    EncodedText one = new EncodedText(new int[][] {{7}}, new int[] {3}, false, 1);
    InputDropout harsh = new InputDropout(0.99, 0.99, new Random(1));

    for (int i = 0; i < 100; i++) {
      assertThat(harsh.apply(one).ngrams()).isDeepEqualTo(new int[][] {{7}});
    }
  }

  @Test
  void zeroLeavesTheTextAsItIs() {
    assertThat(new InputDropout(0, 0, new Random(1)).apply(text()).ngrams())
        .isDeepEqualTo(text().ngrams());
  }
}
