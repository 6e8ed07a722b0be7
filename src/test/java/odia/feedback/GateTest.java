package odia.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import odia.corpus.LabelledText;
import odia.evaluation.Scored;
import odia.event.Promotion.Assessment;
import odia.event.Promotion.Bin;
import odia.feedback.Gate.Comparison;
import odia.feedback.Gate.Standard;
import odia.feedback.Gate.Verdict;
import odia.model.LabelSet;
import odia.model.Prediction;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final List<String> NAMES = List.of("ଖେଳ", "ରାଜନୀତି", "ସ୍ୱାସ୍ଥ୍ୟ");
  private static final LabelSet LABELS = new LabelSet(NAMES);
  private static final Standard USUAL = new Standard(-1, false);

  /** One text with the right label's place, the given label's, and the right one's probability. */
  private static Scored scored(int right, int given, double probability) {
    Map<String, Double> probabilities = new LinkedHashMap<>();
    NAMES.forEach(name -> probabilities.put(name, (1 - probability) / 2));
    probabilities.put(NAMES.get(right), probability);
    return new Scored(
        new LabelledText("id", NAMES.get(right), "ପାଠ"),
        new Prediction(NAMES.get(given), 0.5, probabilities, 1, false, 1));
  }

  /** So many texts, labels in turn, of which those from one place to another are wrong. */
  private static List<Scored> texts(int count, int wrongFrom, int wrongTo) {
    List<Scored> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean right = i < wrongFrom || i >= wrongTo;
      texts.add(scored(i % 3, right ? i % 3 : (i + 1) % 3, right ? 0.6 : 0.2));
    }
    return texts;
  }

  private static List<Scored> right(int right, int of) {
    return texts(of, right, of);
  }

  private static Comparison compare(List<Scored> champion, List<Scored> challenger) {
    return new Comparison(LABELS, champion, challenger);
  }

  private static Verdict judge(Comparison holdOut, Comparison corrections) {
    return Gate.judge(holdOut, corrections, USUAL);
  }

  private static final Comparison SAME = compare(right(250, 303), right(250, 303));
  private static final Comparison BETTER = compare(right(2, 20), right(12, 20));

  @Test
  void notWorseOnTheHoldOutAndBetterOnTheCorrectionsIsPromoted() {
    Verdict verdict = judge(SAME, BETTER);

    assertThat(verdict.promote()).isTrue();
    assertThat(verdict.reason())
        .startsWith("not worse on the trusted hold-out; more of the held-out corrections right")
        .contains("250 of 303", "12 of 20", "champion 2");
    assertThat(verdict.champion().holdOutRight()).isEqualTo(250);
    assertThat(verdict.challenger().correctionsRight()).isEqualTo(12);
    assertThat(verdict.challenger().corrections()).isEqualTo(20);
    assertThat(verdict.challenger().recall()).containsOnlyKeys(NAMES);
  }

  /** One text with the right label's place, the given label's, and how sure the model is of it. */
  private static Scored sure(int right, int given, double confidence) {
    Scored scored = scored(right, given, 0.5);
    Map<String, Double> probabilities = scored.prediction().probabilities();
    return new Scored(
        scored.text(), new Prediction(NAMES.get(given), confidence, probabilities, 1, false, 1));
  }

  @Test
  void whatWasTakenForWhatAndHowSurelyIsSaidOfBoth() {
    List<Scored> champion = List.of(sure(0, 0, 1), sure(0, 1, 0.5), sure(2, 2, 0.52));
    List<Scored> challenger = List.of(sure(0, 0, 0.95), sure(0, 0, 0.97), sure(2, 0, 0.1));
    Verdict verdict = judge(compare(champion, challenger), BETTER);

    assertThat(verdict.champion().confusion())
        .isEqualTo(
            Map.of("ଖେଳ", Map.of("ଖେଳ", 1, "ରାଜନୀତି", 1), "ସ୍ୱାସ୍ଥ୍ୟ", Map.of("ସ୍ୱାସ୍ଥ୍ୟ", 1)));
    assertThat(verdict.challenger().confusion())
        .isEqualTo(Map.of("ଖେଳ", Map.of("ଖେଳ", 2), "ସ୍ୱାସ୍ଥ୍ୟ", Map.of("ଖେଳ", 1)));
    assertThat(verdict.champion().calibration())
        .containsExactly(new Bin(7 / 15.0, 8 / 15.0, 2, 1, 0.51), new Bin(14 / 15.0, 1, 1, 1, 1));
    assertThat(verdict.challenger().calibration())
        .containsExactly(new Bin(1 / 15.0, 2 / 15.0, 1, 0, 0.1), new Bin(14 / 15.0, 1, 2, 2, 0.96));
  }

  @Test
  void everyTextOfTheHoldOutStandsOnceInConfusionAndCalibration() {
    Assessment assessment = judge(SAME, BETTER).challenger();

    assertThat(
            assessment.confusion().values().stream()
                .flatMap(given -> given.values().stream())
                .mapToInt(n -> n)
                .sum())
        .isEqualTo(303);
    assertThat(assessment.calibration().stream().mapToInt(Bin::texts).sum()).isEqualTo(303);
    assertThat(assessment.calibration().stream().mapToInt(Bin::right).sum()).isEqualTo(250);
  }

  @Test
  void worseByMoreThanLuckIsRefused() {
    Verdict verdict = judge(compare(right(9, 9), right(3, 9)), BETTER);

    assertThat(verdict.promote()).isFalse();
    assertThat(verdict.reason()).contains("more than luck (p 0.031)");
  }

  @Test
  void worseByMoreThanOneTextInAHundredIsRefusedThoughItMayBeLuck() {
    assertThat(judge(compare(right(250, 303), right(247, 303)), BETTER).promote()).isTrue();
    Verdict verdict = judge(compare(right(250, 303), right(246, 303)), BETTER);

    assertThat(verdict.promote()).isFalse();
    assertThat(verdict.reason()).contains("by more than 3 of its texts");
  }

  @Test
  void ofASmallHoldOutOneTextMayBeLost() {
    assertThat(judge(compare(right(15, 20), right(14, 20)), BETTER).promote()).isTrue();
    assertThat(judge(compare(right(15, 20), right(13, 20)), BETTER).promote()).isFalse();
  }

  @Test
  void smallLossesDoNotAddUp() {
    Random random = new Random(1);
    int champion = 250;
    int best = champion;
    for (int round = 0; round < 200; round++) {
      int challenger = champion - 4 + random.nextInt(8);
      Comparison holdOut = compare(right(champion, 303), right(challenger, 303));
      if (Gate.judge(holdOut, BETTER, new Standard(best, false)).promote()) {
        champion = challenger;
        best = Math.max(best, challenger);
        assertThat(champion).isGreaterThanOrEqualTo(best - 3);
      }
    }
    assertThat(best).isGreaterThan(250);
  }

  @Test
  void belowTheBestChampionIsRefusedWithItsFigure() {
    Comparison holdOut = compare(right(248, 303), right(246, 303));
    Verdict verdict = Gate.judge(holdOut, BETTER, new Standard(250, false));

    assertThat(verdict.promote()).isFalse();
    assertThat(verdict.reason()).contains("best champion, who had 250 texts");
  }

  /** The first label's texts lose so many, the others gain as many. */
  private static Comparison shifted(int lost) {
    List<Scored> champion = new ArrayList<>();
    List<Scored> challenger = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int label = i < 30 ? 0 : 1;
      boolean loses = i < lost;
      boolean gains = i >= 30 && i < 30 + lost;
      champion.add(scored(label, gains ? 2 : label, 0.5));
      challenger.add(scored(label, loses ? 2 : label, 0.5));
    }
    return compare(champion, challenger);
  }

  @Test
  void noLabelMayPayForTheOthers() {
    assertThat(judge(shifted(3), BETTER).promote()).isTrue();
    Verdict verdict = judge(shifted(4), BETTER);

    assertThat(verdict.promote()).isFalse();
    assertThat(verdict.reason()).contains("label ଖେଳ falls from 1.00 to 0.87");
  }

  @Test
  void withoutHeldOutCorrectionsNothingShowsAGain() {
    Verdict verdict = judge(SAME, compare(List.of(), List.of()));

    assertThat(verdict.promote()).isFalse();
    assertThat(verdict.reason()).contains("no correction is held out yet");
    assertThat(verdict.challenger().logProbability()).isNull();
  }

  @Test
  void fewerHeldOutCorrectionsRightIsRefused() {
    Verdict verdict = judge(SAME, compare(right(9, 20), right(8, 20)));

    assertThat(verdict.promote()).isFalse();
    assertThat(verdict.reason()).contains("not better on the held-out corrections");
  }

  private static Comparison asManyRight(double before, double now) {
    return compare(List.of(scored(0, 0, before)), List.of(scored(0, 0, now)));
  }

  @Test
  void asManyRightAndSurerIsBetter() {
    assertThat(judge(SAME, asManyRight(0.6, 0.7)).reason()).contains("surer of them");
    assertThat(judge(SAME, asManyRight(0.6, 0.7)).promote()).isTrue();
    assertThat(judge(SAME, asManyRight(0.6, 0.6)).promote()).isFalse();
    assertThat(judge(SAME, asManyRight(0.6, 0.5)).promote()).isFalse();
  }

  @Test
  void surerAndFurtherAheadOnTheHoldOutThanBehindOnTheCorrectionsIsBetter() {
    Comparison oneLess =
        compare(
            List.of(scored(0, 0, 0.5), scored(0, 0, 0.5), scored(0, 0, 0.5), scored(0, 1, 0.1)),
            List.of(scored(0, 0, 0.9), scored(0, 0, 0.9), scored(0, 1, 0.4), scored(0, 1, 0.4)));

    Verdict verdict = judge(compare(right(69, 99), right(74, 99)), oneLess);
    assertThat(verdict.reason()).contains("surer of the held-out corrections, and more gained");
    assertThat(verdict.promote()).isTrue();
    assertThat(judge(compare(right(69, 99), right(70, 99)), oneLess).promote()).isFalse();
    assertThat(judge(SAME, oneLess).promote()).isFalse();
  }

  @Test
  void whatItGainsMustOutweighWhatItLoses() {
    Comparison twoLost = compare(right(250, 303), right(248, 303));

    assertThat(judge(twoLost, compare(right(7, 20), right(10, 20))).promote()).isTrue();
    Verdict verdict = judge(twoLost, compare(right(7, 20), right(9, 20)));
    assertThat(verdict.promote()).isFalse();
    assertThat(verdict.reason()).startsWith("loses as many texts of the trusted hold-out");
    assertThat(judge(twoLost, asManyRight(0.6, 0.9)).promote()).isFalse();
  }

  @Test
  void labelsThatNobodyCanLearnSpeakForNothing() {
    Verdict verdict = judge(SAME, compare(right(0, 21), right(7, 21)));

    assertThat(verdict.promote()).isFalse();
    assertThat(verdict.reason()).startsWith("has no more").contains("than guessing would");
    assertThat(judge(SAME, compare(right(0, 21), right(8, 21))).promote()).isTrue();
  }

  @Test
  void aLabelTheChampionDoesNotKnowCountsAgainstIt() {
    Prediction without = new Prediction("ଖେଳ", 1, Map.of("ଖେଳ", 1.0), 1, false, 1);
    Scored unknown = new Scored(new LabelledText("id", "ରାଜନୀତି", "ପାଠ"), without);
    Verdict verdict = judge(SAME, compare(List.of(unknown), List.of(scored(1, 1, 0.9))));

    assertThat(verdict.promote()).isTrue();
    assertThat(verdict.champion().logProbability()).isEqualTo(Math.log(1e-4));
  }

  @Test
  void anOperatorsLabelsNeedNoGainButNoLossEither() {
    Standard changes = new Standard(-1, true);
    Comparison none = compare(List.of(), List.of());

    assertThat(Gate.judge(SAME, none, changes).promote()).isTrue();
    assertThat(Gate.judge(SAME, none, changes).reason()).contains("removed or renamed");
    assertThat(Gate.judge(SAME, compare(right(5, 9), right(4, 9)), changes).promote()).isFalse();
    Comparison worse = compare(right(250, 303), right(246, 303));
    assertThat(Gate.judge(worse, none, changes).promote()).isFalse();
  }

  @Test
  void nothingWorseIsEverPromoted() {
    Random random = new Random(2);
    for (int i = 0; i < 500; i++) {
      int before = 200 + random.nextInt(100);
      int now = 200 + random.nextInt(100);
      int best = 200 + random.nextInt(100);
      Comparison holdOut = compare(right(before, 303), right(now, 303));
      Comparison corrections =
          compare(right(random.nextInt(21), 20), right(random.nextInt(21), 20));
      Verdict verdict = Gate.judge(holdOut, corrections, new Standard(best, false));

      int lost = Math.max(0, before - now);
      int gained = verdict.challenger().correctionsRight() - verdict.champion().correctionsRight();
      boolean senseless = verdict.challenger().correctionsRight() * 3 <= 20;
      boolean surely = !senseless && lost <= 3 && now >= best - 3 && gained > lost;
      assertThat(verdict.promote()).as(verdict.reason()).isEqualTo(surely || tie(verdict, best));
    }
  }

  private static boolean tie(Verdict verdict, int best) {
    int lost = verdict.champion().holdOutRight() - verdict.challenger().holdOutRight();
    double surer = verdict.challenger().logProbability() - verdict.champion().logProbability();
    int gained = verdict.challenger().correctionsRight() - verdict.champion().correctionsRight();
    return verdict.challenger().correctionsRight() > 6
        && lost <= 0
        && (gained == 0 || (gained < 0 && -lost > -gained))
        && surer > 0
        && verdict.challenger().holdOutRight() >= best - 3;
  }
}
