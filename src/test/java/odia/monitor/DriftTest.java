package odia.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DriftTest {

  private static Mix mix(int sports, int politics) {
    return new Mix(Map.of("ଖେଳ", sports, "ରାଜନୀତି", politics));
  }

  /** So many labels of a mix in which each is half as frequent as the one before. */
  private static Mix sample(int count, int labels, int seed) {
    Random random = new Random(seed);
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      int label = 0;
      while (label < labels - 1 && random.nextBoolean()) {
        label++;
      }
      counts.merge("l" + label, 1, Integer::sum);
    }
    return new Mix(counts);
  }

  @Test
  void theIndexIsWhatPaperAndPencilSay() {
    // (0.5 - 0.2) ln(0.5 / 0.2) + (0.5 - 0.8) ln(0.5 / 0.8)
    assertThat(mix(50, 50).stabilityIndex(mix(20, 80))).isCloseTo(0.41589, within(1e-5));
    assertThat(mix(20, 80).stabilityIndex(mix(500, 500))).isCloseTo(0.41589, within(1e-5));
    assertThat(mix(30, 70).stabilityIndex(mix(300, 700))).isZero();
  }

  @Test
  void aLabelThatOneSideLacksIsTakenForAThousandthOrHalfALabel() {
    Mix few = new Mix(Map.of("ଖେଳ", 100));
    Mix many = new Mix(Map.of("ଖେଳ", 10_000));
    // (0.9 - 1) ln 0.9 + (0.1 - 0.005) ln(0.1 / 0.005)
    assertThat(mix(90, 10).stabilityIndex(few)).isCloseTo(0.29513, within(1e-5));
    assertThat(few.stabilityIndex(mix(90, 10))).isCloseTo(0.29513, within(1e-5));
    // (0.9 - 1) ln 0.9 + (0.1 - 0.001) ln(0.1 / 0.001)
    assertThat(mix(90, 10).stabilityIndex(many)).isCloseTo(0.46645, within(1e-5));
  }

  @Test
  void withNothingThereIsNoIndex() {
    assertThat(Mix.NONE.stabilityIndex(mix(1, 1))).isNaN();
    assertThat(mix(1, 1).stabilityIndex(Mix.NONE)).isNaN();
    assertThat(Mix.NONE.total()).isZero();
  }

  @Test
  void luckShrinksWithTheSizes() {
    assertThat(mix(50, 50).luck(mix(100, 100))).isCloseTo(0.015, within(1e-9));
    assertThat(sample(1_000, 8, 1).luck(sample(1_000, 8, 2))).isCloseTo(0.014, within(1e-9));
  }

  @Test
  void tooLittleIsNotCompared() {
    Drift drift = Drift.of("week", mix(99, 0), mix(5_000, 5_000));
    assertThat(drift.index()).isNull();
    assertThat(drift.flagged()).isFalse();
    assertThat(drift.detail()).contains("99").contains("10000").contains("100");
    assertThat(Drift.of("training", mix(500, 500), Mix.NONE).index()).isNull();
  }

  @Test
  void anotherMixIsFlaggedAndTheLabelNamed() {
    Drift drift = Drift.of("training", mix(800, 200), mix(400, 600));
    assertThat(drift.flagged()).isTrue();
    assertThat(drift.from()).isEqualTo("training");
    assertThat(drift.index()).isCloseTo(0.7167, within(1e-4));
    assertThat(drift.detail()).contains("0.72").contains("80 % now, 40 % before");
  }

  @Test
  void twoSamplesOfOneMixAreNotFlagged() {
    int alarms = 0;
    for (int seed = 0; seed < 400; seed++) {
      Mix few = sample(100, 20, seed);
      alarms += Drift.of("week", few, sample(100, 20, seed + 1_000)).flagged() ? 1 : 0;
      assertThat(Drift.of("week", few, sample(5_000, 20, seed + 2_000)).flagged()).isFalse();
    }
    assertThat(alarms).isLessThanOrEqualTo(2);
  }

  @Test
  void ofFewLabelsAnIndexMustBeLargerToCount() {
    Mix spread = new Mix(sample(120, 60, 1).counts());
    Map<String, Integer> shifted = new TreeMap<>();
    spread.counts().forEach((label, count) -> shifted.put(label + "'", count));
    Drift drift = Drift.of("week", new Mix(shifted), spread);
    assertThat(drift.flagged()).isTrue(); // nothing in common is no luck
    assertThat(spread.luck(new Mix(shifted)) * 3).isGreaterThan(0.25);
  }

  @Test
  void detailsHaveOrdinaryDigitsInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Drift.of("week", mix(8, 2), mix(1, 1)).detail()).contains("10 and 2 labels");
      assertThat(Drift.of("week", mix(800, 200), mix(200, 800)).detail()).contains("80 % now");
    } finally {
      Locale.setDefault(before);
    }
  }
}
