package odia.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import odia.corpus.LabelledText;
import odia.event.Promotion;
import odia.event.Promotion.Assessment;
import odia.event.Promotion.Kind;
import odia.model.Checkpoint;
import odia.model.Classifier;
import odia.model.ToyModels;
import org.junit.jupiter.api.Test;

class FirstModelTest {

  private static final Checkpoint MODEL = ToyModels.checkpoint(1);
  private static final Promotion PLAIN =
      Promotion.of(
          Kind.PROMOTED, "v", null, new Promotion.Act("learner", "the first", Instant.EPOCH));

  private static LabelledText text(int label) {
    return new LabelledText("id", ToyModels.LABELS.get(label), ToyModels.TEXTS.get(label));
  }

  private static Promotion measured(List<LabelledText> holdOut) {
    List<LabelledText> train = List.of(text(0), text(1), text(1));
    OriginalData data = new OriginalData(train, List.of(text(2)), holdOut, holdOut, Map.of());
    return FirstModel.measured(PLAIN, MODEL, data);
  }

  @Test
  void itIsMeasuredOnTheTrustedHoldOutAndHasNoneBesideIt() {
    Promotion measured = measured(List.of(text(0), text(1), text(2)));

    assertThat(measured.champion()).isNull();
    Assessment alone = measured.challenger();
    assertThat(alone.holdOut()).isEqualTo(3);
    assertThat(alone.recall()).containsOnlyKeys(ToyModels.LABELS);
    assertThat(alone.corrections()).isZero();
    assertThat(alone.logProbability()).isNull();
    try (Classifier classifier = MODEL.classifier()) {
      String given = classifier.classify(ToyModels.TEXTS.get(0)).label();
      assertThat(alone.confusion().get(ToyModels.LABELS.get(0))).isEqualTo(Map.of(given, 1));
    }
  }

  @Test
  void itLearnedFromTheOriginalTextsAndNoCorrection() {
    Promotion.TrainingData data = measured(List.of(text(0))).data();

    assertThat(data.original()).isEqualTo(4);
    assertThat(data.corrections()).isZero();
    assertThat(data.labels())
        .isEqualTo(Map.of(ToyModels.LABELS.get(0), 1, ToyModels.LABELS.get(1), 2));
  }

  @Test
  void itIsPublishedUnmeasuredWhereTheHoldOutHasOtherLabels() {
    LabelledText unknown = new LabelledText("id", "ଅନ୍ୟ", "ପାଠ");

    assertThat(measured(List.of(text(0), unknown))).isEqualTo(PLAIN);
    assertThat(measured(List.of())).isEqualTo(PLAIN);
  }
}
