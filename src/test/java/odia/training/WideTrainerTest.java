package odia.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import odia.text.EncodedText;
import odia.training.Samples.Sample;
import org.junit.jupiter.api.Test;

class WideTrainerTest {

  private static Sample sample(int label, int... rows) {
    return new Sample(new EncodedText(new int[][] {rows}, new int[] {0}, false, 1), label);
  }

  /** N-gram 0 is in every text; 1 and 2 tell the labels apart; 3 is in a related text alone. */
  private static float[] weights(double strength, double related) {
    List<Sample> odia = List.of(sample(0, 0, 1), sample(0, 0, 1), sample(1, 0, 2), sample(1, 0, 2));
    Samples samples = new Samples(odia, List.of(sample(1, 3)), 1);
    return new WideTrainer(samples, 4, 2).weights(strength, related, 1);
  }

  @Test
  void ngramsOfOneLabelSpeakForItAndCommonOnesHardly() {
    float[] weights = weights(1, 0.5);

    assertThat(weights[2]).isPositive().isGreaterThan(10 * Math.abs(weights[0]));
    assertThat(weights[5]).isPositive();
  }

  @Test
  void aRelatedTextSpeaksAsLoudAsItCounts() {
    assertThat(weights(1, 1)[7]).isGreaterThan(weights(1, 0.1)[7]);
    assertThat(weights(1, 0.1)[7]).isPositive();
  }

  @Test
  void strengthScalesAllWeights() {
    assertThat(weights(0.5, 1)[2]).isCloseTo(weights(1, 1)[2] / 2, within(1e-6f));
  }
}
