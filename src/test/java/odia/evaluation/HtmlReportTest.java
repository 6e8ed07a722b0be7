package odia.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import odia.corpus.LabelledText;
import odia.model.LabelSet;
import odia.model.Prediction;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

  private static Scored scored(String right, String given, double confidence, String text) {
    Prediction prediction = new Prediction(given, confidence, Map.of(), 1, false, 1);
    return new Scored(new LabelledText("id-" + confidence, right, text), prediction);
  }

  private final List<Scored> scored =
      List.of(
          scored("a", "a", 0.95, "right"),
          scored("a", "b", 0.6, "ଖେଳ <script>alert(1)</script>"),
          scored("b", "a", 0.9, "surer mistake"),
          scored("b", "b", 0.5, "unsure"));
  private final Evaluation evaluation =
      Evaluation.of(new LabelSet(List.of("a", "b")), "v1", scored);

  @Test
  void showsMistakesTheMostConfidentFirstAndNothingThatWasRight() {
    String page = HtmlReport.of(evaluation, scored, Map.of("model", "v1"));

    assertThat(page).containsSubsequence("surer mistake", "ଖେଳ").doesNotContain("unsure");
  }

  @Test
  void aTextCannotBecomePartOfThePage() {
    String page = HtmlReport.of(evaluation, scored, Map.of("model", "<b>"));

    assertThat(page).doesNotContain("<script", "<b>").contains("&lt;script&gt;", "&lt;b&gt;");
  }

  @Test
  void fetchesNothing() {
    assertThat(HtmlReport.of(evaluation, scored, Map.of())).doesNotContain("http", "src=", "url(");
  }

  @Test
  void coverageIsTheAccuracyOfTheSurest() {
    assertThat(evaluation.coverage().get(0)).isEqualTo(new Coverage(1, 0.5, 0.5));
    assertThat(evaluation.coverage().get(3)).isEqualTo(new Coverage(0.7, 0.6, 1 / 3.0));
  }
}
