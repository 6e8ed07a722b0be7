package odia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import odia.model.WordAttribution.Word;
import odia.text.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordAttributionTest {

  /** Of the label sports without a word, and what each word multiplies it by. */
  private static final double PRIOR = 0.1;

  private static final Map<String, Double> EVIDENCE =
      Map.of("ଖେଳ", 3.0, "ଓଡ\u0B3Cିଆ", 2.0, "ସଂସଦ", 0.25, "😀", 1.2, "ଫାଇବର୍", 1.25, "ଶୂନ", 0.0);

  /** Every word is worth exactly its factor, whatever stands beside it. */
  private static final class Multiplying implements Classifier {
    private int asked;

    @Override
    public Prediction classify(String text) {
      asked++;
      List<String> words = Words.of(text);
      List<String> read = words.subList(0, Math.min(400, words.size()));
      double sports =
          read.stream()
              .mapToDouble(w -> EVIDENCE.getOrDefault(w, 1.0))
              .reduce(PRIOR, (a, b) -> a * b);
      Map<String, Double> both = Map.of("sports", sports, "politics", 1 - sports);
      String label = sports > 0.5 ? "sports" : "politics";
      return new Prediction(label, both.get(label), both, read.size(), false, 1);
    }

    @Override
    public String modelVersion() {
      return "multiplying";
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
      return new LabelSet(List.of("politics", "sports"));
    }
  }

  private final Multiplying classifier = new Multiplying();

  private List<Word> words(String text) {
    return WordAttribution.of(classifier, text, "sports").words();
  }

  private void assertWeights(String text, double... factors) {
    double[] weights = words(text).stream().mapToDouble(Word::weight).toArray();
    double[] expected = Arrays.stream(factors).map(Math::log).toArray();
    assertThat(weights).containsExactly(expected, within(1e-9));
  }

  @Test
  void aWordWeighsWhatItSaysForTheLabel() {
    assertWeights("ଭଲ ଖେଳ ଓଡ\u0B3Cିଆ।", 1, 3, 2, 1);
  }

  @Test
  void aWordThatSpeaksAgainstTheLabelIsNegative() {
    assertWeights("ଖେଳ ସଂସଦ", 3, 0.25);
  }

  @Test
  void aWordThatStandsTwiceWeighsTwice() {
    assertWeights("ଖେଳ ଭଲ ଖେଳ", 3, 1, 3);
  }

  @Test
  void aTextOfOneWordIsComparedWithNoText() {
    assertWeights("ଖେଳ", 3);
    assertThat(WordAttribution.of(classifier, "ଖେଳ", null).label()).isEqualTo("politics");
  }

  @Test
  void anEmptyTextHasNoWords() {
    WordAttribution none = WordAttribution.of(classifier, " \n", "sports");
    assertThat(none.words()).isEmpty();
    assertThat(none.probability()).isEqualTo(PRIOR);
  }

  @Test
  void spellingsThatTheNormaliserChangesHaveTheirPlaceInTheText() {
    String text = "\uFEFFଓ\u0B5Cିଆ  ଫାଇବର୍\u200D ଖେଳ 😀😀 \ud83d ଭଲ";
    assertWeights(text, 2, 1.25, 3, 1.2, 1);
    assertThat(words(text))
        .extracting(w -> text.substring(w.start(), w.end()))
        .containsExactly("ଓ\u0B5Cିଆ", "ଫାଇବର୍\u200D", "ଖେଳ", "😀😀", "ଭଲ");
  }

  @Test
  void aProbabilityOfNothingGivesAFiniteWeight() {
    assertWeights("ଖେଳ ଶୂନ", 1, 1e-4 / (3 * PRIOR));
  }

  @Test
  void wordsNobodyReadsAreNeitherAskedForNorMoveUp() {
    String text = "ଭଲ ".repeat(400) + "ଖେଳ ".repeat(1_000);

    assertThat(words(text)).hasSize(400).allMatch(word -> word.weight() == 0);
    assertThat(classifier.asked).isEqualTo(401);
  }

  @Test
  void itIsAboutTheLabelThatIsAskedForOrElseTheGivenOne() {
    WordAttribution given = WordAttribution.of(classifier, "ଖେଳ ଓଡ\u0B3Cିଆ", null);
    assertThat(given.label()).isEqualTo("sports");
    assertThat(given.probability()).isEqualTo(0.6, within(1e-9));
    assertThat(given.modelVersion()).isEqualTo("multiplying");

    WordAttribution other = WordAttribution.of(classifier, "ଖେଳ ଓଡ\u0B3Cିଆ", "politics");
    assertThat(other.probability()).isEqualTo(0.4, within(1e-9));
    assertThat(other.words().get(0).weight()).isEqualTo(Math.log(0.4 / 0.8), within(1e-9));
  }

  @Test
  void aLabelNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> WordAttribution.of(classifier, "ଖେଳ", "cooking"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cooking")
        .hasMessageContaining("sports");
  }

  private static Classifier bundled() throws IOException {
    try (InputStream in = Checkpoint.class.getResourceAsStream("/model/odia.ckpt")) {
      return Checkpoint.fromBytes(in.readAllBytes(), "bundled").classifier();
    }
  }

  private static String strongest(WordAttribution attribution, String text) {
    Word word =
        attribution.words().stream()
            .max(Comparator.comparingDouble(w -> Math.abs(w.weight())))
            .orElseThrow();
    return text.substring(word.start(), word.end());
  }

  @Test
  void theBundledModelCallsASentenceSportsForItsWordsOfSports() throws IOException {
    String text = "ଭାରତ କ୍ରିକେଟ ଦଳ ଆଜି ବିଶ୍ୱକପ ଜିତିଲା";
    try (Classifier model = bundled()) {
      WordAttribution attribution = WordAttribution.of(model, text, null);

      assertThat(attribution.label()).isEqualTo("sports");
      assertThat(attribution.probability()).isEqualTo(model.classify(text).confidence());
      assertThat(strongest(attribution, text)).isIn("କ୍ରିକେଟ", "ବିଶ୍ୱକପ");
    }
  }

  @ParameterizedTest
  @CsvSource({"ଡାକ୍ତରଖାନା,health", "ଫୁଟବଲ,sports", "ରୋଗ,health"})
  void aStrongWordPlantedIntoASentenceDecidesIt(String planted, String label) throws IOException {
    String before = "ଲୋକମାନେ ଆଜି ସକାଳେ ସେଠାକୁ ଗଲେ";
    String after = "ଲୋକମାନେ ଆଜି ସକାଳେ " + planted + " ସେଠାକୁ ଗଲେ";
    try (Classifier model = bundled()) {
      assertThat(model.classify(before).label()).isNotEqualTo(label);
      WordAttribution attribution = WordAttribution.of(model, after, null);
      assertThat(attribution.label()).isEqualTo(label);
      assertThat(strongest(attribution, after)).isEqualTo(planted);
      String other = model.classify(before).label();
      assertThat(strongest(WordAttribution.of(model, after, other), after)).isEqualTo(planted);
    }
  }

  @Test
  void theBundledModelAnswersForAnyText() throws IOException {
    try (Classifier model = bundled()) {
      for (String text : List.of("", "ଖେଳ", "😀", "\ud83d", "a b", "ଖେଳ ".repeat(50))) {
        assertThat(WordAttribution.of(model, text, null).words())
            .allMatch(word -> Double.isFinite(word.weight()));
      }
    }
  }
}
