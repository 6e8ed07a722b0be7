package odia.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import odia.corpus.LabelledText;
import odia.model.Classifier;
import odia.model.LabelSet;
import odia.model.Prediction;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  /** Gives the label that the text is. */
  private static final class Echo implements Classifier {
    @Override
    public Prediction classify(String text) {
      return new Prediction(text, 0.8, Map.of(text, 0.8), 1, false, 1);
    }

    @Override
    public String modelVersion() {
      return "echo";
    }

    @Override
    public String encoderFingerprint() {
      return "none";
    }

    @Override
    public double reviewThreshold() {
      return 0;
    }

    @Override
    public LabelSet labels() {
      return new LabelSet(List.of("a", "b", "c"));
    }
  }

  private static LabelledText text(String right, String given) {
    return new LabelledText("id", right, given);
  }

  private final Evaluation evaluation =
      Evaluation.of(
          new Echo(),
          List.of(text("a", "a"), text("a", "a"), text("a", "b"), text("b", "b"), text("b", "a")));

  @Test
  void accuracyIsTheShareOfRightLabels() {
    assertThat(evaluation.n()).isEqualTo(5);
    assertThat(evaluation.accuracy()).isEqualTo(0.6);
  }

  @Test
  void macroF1IsTheMeanOverLabelsThatOccur() {
    // a: 2 right of 3 given and 3 there, F1 2/3; b: 1 right of 2 and 2, F1 1/2; c occurs nowhere
    assertThat(evaluation.macroF1()).isCloseTo((2 / 3.0 + 0.5) / 2, within(1e-12));
    assertThat(evaluation.perLabel().get("c").support()).isZero();
  }

  @Test
  void confusionHasRightLabelsInRows() {
    assertThat(evaluation.confusion()).isDeepEqualTo(new int[][] {{2, 1, 0}, {1, 1, 0}, {0, 0, 0}});
  }

  @Test
  void calibrationErrorIsTheGapBetweenConfidenceAndAccuracy() {
    assertThat(evaluation.calibrationError()).isCloseTo(0.2, within(1e-12));
  }

  /** Of five texts at 0.8, four are right give or take 0.9; the mean give or take is 0.14. */
  @Test
  void luckMakesACalibrationErrorOnFewTexts() {
    double deviation = Math.sqrt(5 * 0.8 * 0.2) / 5;
    assertThat(evaluation.chanceCalibrationError())
        .isCloseTo(deviation * Math.sqrt(2 / Math.PI), within(1e-12));
  }

  @Test
  void aLabelTheModelDoesNotKnowIsNamed() {
    assertThatThrownBy(() -> Evaluation.of(new Echo(), List.of(text("z", "a"))))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("[z]")
        .hasMessageContaining("[a, b, c]");
  }
}
