package odia.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import odia.corpus.LabelledText;
import odia.evaluation.Evaluation;
import odia.model.Checkpoint;
import odia.model.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTunerTest {

  private static final List<LabelledText> TRAIN = ToyCorpus.labelled(90, 11);
  private static final List<LabelledText> TEST = ToyCorpus.labelled(90, 12);

  @TempDir private static Path folder;
  private static Checkpoint base;

  @BeforeAll
  static void pretrain() throws IOException {
    base =
        new Pretrainer(ToyCorpus.settings(5, 1), ToyCorpus::lines, ToyCorpus::nothing, line -> {})
            .run(Map.of(), folder.resolve("state"));
  }

  private static Checkpoint tune(FineTuneSettings settings, List<LabelledText> train) {
    return new FineTuner(settings, base, line -> {}, done -> {})
        .run(new FineTuneData(train, List.of(), TEST), Map.of("train", "toy"));
  }

  @Test
  void learnsToLabelTextsItHasNotSeen() {
    Checkpoint tuned = tune(ToyCorpus.fineTuning(2, 6), TRAIN);

    assertThat(Evaluation.of(tuned.classifier(), TEST).accuracy()).isGreaterThan(0.9);
  }

  @Test
  void learnsNothingFromShuffledLabels() {
    Checkpoint tuned = tune(ToyCorpus.fineTuning(2, 6), ToyCorpus.shuffled(TRAIN, 1));

    // Less than by chance is nothing learned, too: a topic's texts are alike, and share their
    // label.
    assertThat(Evaluation.of(tuned.classifier(), TEST).accuracy()).isLessThan(0.6);
  }

  @Test
  void theSameSeedGivesTheSameCheckpoint() {
    FineTuneSettings settings = ToyCorpus.fineTuning(1, 2);

    assertThat(tune(settings, TRAIN).version()).isEqualTo(tune(settings, TRAIN).version());
  }

  @Test
  void progressRisesStepByStepAndEndsAtOne() {
    List<Double> shares = new ArrayList<>();
    new FineTuner(ToyCorpus.fineTuning(1, 2, 0.5), base, line -> {}, shares::add)
        .run(new FineTuneData(TRAIN, List.of(), TEST), Map.of());

    int steps = 3 * 6; // 90 texts, 16 in a batch
    assertThat(shares).hasSize(steps + 1).isSorted().doesNotHaveDuplicates();
    assertThat(shares.get(0)).isPositive();
    assertThat(shares.get(steps)).isEqualTo(1);
  }

  @Test
  void theWideHalfKnowsLabelsThatTheNetworkWasNeverTaught() {
    Checkpoint untaught = tune(ToyCorpus.fineTuning(0, 0), TRAIN);
    Checkpoint wide = tune(ToyCorpus.fineTuning(0, 0, 0.5), TRAIN);

    assertThat(Evaluation.of(untaught.classifier(), TEST).accuracy()).isLessThan(0.7);
    assertThat(Evaluation.of(wide.classifier(), TEST).accuracy()).isGreaterThan(0.9);
    Checkpoint again = Checkpoint.fromBytes(wide.toBytes(), "again");
    String text = TEST.get(0).text();
    assertThat(again.classifier().classify(text)).isEqualTo(wide.classifier().classify(text));
  }

  @Test
  void withoutTheNetworkTheWideHalfSpeaksAlone() {
    FineTuneSettings settings = ToyCorpus.fineTuning(2, 2, 0.5).withHalves(false, true);
    Checkpoint wide = tune(settings, TRAIN);

    assertThat(Evaluation.of(wide.classifier(), TEST).accuracy()).isGreaterThan(0.9);
    assertThat(wide.table()).isEqualTo(base.table());
    Map<String, Double> nothing = wide.classifier().classify("").probabilities();
    assertThat(nothing.values()).allMatch(p -> Math.abs(p - 1.0 / 3) < 1e-6);
  }

  @Test
  void aFrozenBodyStaysAsItWas() {
    Checkpoint headOnly = tune(ToyCorpus.fineTuning(6, 0), TRAIN);

    assertThat(headOnly.table()).isEqualTo(base.table());
    assertThat(Evaluation.of(headOnly.classifier(), TEST).accuracy()).isGreaterThan(0.6);
  }

  @Test
  void aThawedBodyChangesOnlyInRowsTheTextsUse() {
    LabelledText one = new LabelledText("1", "କ", "କ୍ରିକେଟ ଖେଳାଳି");
    LabelledText two = new LabelledText("2", "ଖ", "ଡାକ୍ତର ଔଷଧ");
    Checkpoint tuned =
        new FineTuner(ToyCorpus.fineTuning(0, 2), base, line -> {}, done -> {})
            .run(new FineTuneData(List.of(one, two), List.of(), List.of()), Map.of());
    int unused = base.encoder().vocabulary().wordId("ନିର୍ବାଚନ");
    int used = base.encoder().vocabulary().wordId("ଔଷଧ");

    assertThat(row(tuned, unused)).isEqualTo(row(base, unused));
    assertThat(row(tuned, used)).isNotEqualTo(row(base, used));
  }

  private static float[] row(Checkpoint checkpoint, int row) {
    int size = checkpoint.manifest().shape().embedding();
    return java.util.Arrays.copyOfRange(checkpoint.table(), row * size, (row + 1) * size);
  }

  @Test
  void aCheckpointKnowsWhatMadeIt() {
    Manifest manifest = tune(ToyCorpus.fineTuning(1, 0), TRAIN).manifest();

    assertThat(manifest.provenance().parent()).isEqualTo(base.version());
    assertThat(manifest.provenance().settings()).containsEntry("seed", "5");
    assertThat(manifest.labels()).isSorted().hasSize(3);
    assertThat(manifest.metrics()).containsKeys("devAccuracy", "devMacroF1");
  }

  @Test
  void aClassifierCanBeTheBaseOfAnother() {
    Checkpoint first = tune(ToyCorpus.fineTuning(1, 1), TRAIN);
    Checkpoint second =
        new FineTuner(ToyCorpus.fineTuning(1, 1), first, line -> {}, done -> {})
            .run(new FineTuneData(TRAIN, List.of(), TEST), Map.of());

    assertThat(second.manifest().provenance().parent()).isEqualTo(first.version());
  }

  @Test
  void relatedTextsTeachWhatTheFewOdiaOnesCannot() {
    List<LabelledText> few = TRAIN.subList(0, 3);
    FineTuner tuner = new FineTuner(ToyCorpus.fineTuning(2, 6, 0.5), base, line -> {}, done -> {});
    Checkpoint alone = tuner.run(new FineTuneData(few, List.of(), TEST), Map.of());
    Checkpoint helped = tuner.run(new FineTuneData(few, TRAIN, TEST), Map.of());

    assertThat(Evaluation.of(helped.classifier(), TEST).accuracy())
        .isGreaterThan(Evaluation.of(alone.classifier(), TEST).accuracy() + 0.1);
  }

  @Test
  void aRelatedTextWithALabelOfItsOwnIsNamed() {
    List<LabelledText> odd = List.of(new LabelledText("hin-7", "?", "ଖେଳ"));
    FineTuneData data = new FineTuneData(TRAIN, odd, TEST);
    FineTuner tuner = new FineTuner(ToyCorpus.fineTuning(1, 1), base, line -> {}, done -> {});

    assertThatThrownBy(() -> tuner.run(data, Map.of()))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("hin-7");
  }

  @Test
  void oneLabelIsNotEnough() {
    List<LabelledText> same =
        List.of(new LabelledText("1", "କ", "ଏକ"), new LabelledText("2", "କ", "ଦୁଇ"));

    assertThatThrownBy(() -> tune(ToyCorpus.fineTuning(1, 1), same))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("two labels");
  }
}
