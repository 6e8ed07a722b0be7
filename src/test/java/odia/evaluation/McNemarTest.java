package odia.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import odia.corpus.LabelledText;
import odia.model.Prediction;
import org.junit.jupiter.api.Test;

class McNemarTest {

  private static Scored scored(boolean right) {
    Prediction given = new Prediction(right ? "a" : "b", 0.9, Map.of(), 1, false, 1);
    return new Scored(new LabelledText("id", "a", "text"), given);
  }

  private static McNemar test(int both, int onlyFirst, int onlySecond) {
    List<Scored> first = new ArrayList<>();
    List<Scored> second = new ArrayList<>();
    for (int i = 0; i < both + onlyFirst + onlySecond; i++) {
      first.add(scored(i < both + onlyFirst));
      second.add(scored(i < both || i >= both + onlyFirst));
    }
    return McNemar.of(first, second);
  }

  @Test
  void isTheExactBinomialTestOnTheTextsThatDiffer() {
    McNemar test = test(50, 1, 9);

    assertThat(test.onlyFirst()).isEqualTo(1);
    assertThat(test.onlySecond()).isEqualTo(9);
    assertThat(test.p()).isCloseTo(22.0 / 1024, within(1e-12)); // 2 (1 + 10) / 2^10
  }

  @Test
  void equalsAreEqual() {
    assertThat(test(10, 3, 3).p()).isEqualTo(1);
    assertThat(test(10, 0, 0).p()).isEqualTo(1);
  }

  @Test
  void manyTextsDoNotOverflow() {
    assertThat(test(0, 3000, 3300).p()).isBetween(1e-4, 1e-3);
  }
}
