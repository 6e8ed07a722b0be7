package odia.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  private static final VocabularyBuilder.Limits LIMITS =
      new VocabularyBuilder.Limits(2, 100, 2, 100, 10);

  private static Vocabulary learn(String... lines) {
    VocabularyBuilder builder = new VocabularyBuilder(NgramRange.DEFAULT);
    List.of(lines).forEach(builder::add);
    return builder.build(LIMITS);
  }

  private static final Vocabulary VOCABULARY = learn("ଭାରତ ଭାରତ ଭାରତୀୟ ଖେଳ", "ଖେଳ ଭାରତ");

  @Test
  void frequentWordsComeFirstAndRareOnesAreUnknown() {
    assertThat(VOCABULARY.words()).containsExactly("<unk>", "<end>", "ଭାରତ", "ଖେଳ");
    assertThat(VOCABULARY.wordId("ଭାରତୀୟ")).isEqualTo(Vocabulary.UNK);
  }

  @Test
  void unknownWordStillHasItsNgrams() {
    int[] known = VOCABULARY.bagOf("ଭାରତ");
    int[] unknown = VOCABULARY.bagOf("ଭାରତୀୟ");

    long shared =
        Arrays.stream(unknown).filter(row -> Arrays.stream(known).anyMatch(k -> k == row)).count();
    assertThat(unknown[0]).isGreaterThanOrEqualTo(VOCABULARY.words().size());
    assertThat(shared).isGreaterThanOrEqualTo(3);
  }

  @Test
  void frequentNgramsHaveARowOfTheirOwnAndOthersShareBuckets() {
    int firstBucket = VOCABULARY.words().size() + VOCABULARY.ngrams().size();

    assertThat(VOCABULARY.ngrams()).contains("<ଭା", "ାରତ").doesNotContain("ତୀୟ");
    assertThat(Arrays.stream(VOCABULARY.bagOf("ଅଜଣା")).min().orElse(0))
        .isGreaterThanOrEqualTo(firstBucket);
    assertThat(Arrays.stream(VOCABULARY.bagOf("ଅଜଣା")).max().orElse(0))
        .isLessThan(VOCABULARY.rows());
  }

  @Test
  void keptNgramsAreFoundUnderTheHashTheirWordGives() {
    int row = VOCABULARY.words().size() + VOCABULARY.ngrams().indexOf("<ଭା");

    assertThat(VOCABULARY.bagOf("ଭାଷା")).contains(row);
  }

  @Test
  void aWordTooShortForNgramsIsUnknown() {
    Vocabulary longOnly =
        new Vocabulary(List.of("<unk>", "<end>"), List.of(), 5, new NgramRange(5, 6));

    assertThat(longOnly.bagOf("ଓ")).containsExactly(Vocabulary.UNK);
  }

  @Test
  void aWordOfAMegabyteCostsNoMoreThanALongWord() {
    assertThat(VOCABULARY.bagOf("କ".repeat(1 << 20))).hasSizeLessThan(100);
  }

  @Test
  void theSameTextGivesTheSameFingerprintAndAnotherAnother() {
    assertThat(learn("ଖେଳ ଭାରତ", "ଭାରତ ଭାରତ ଭାରତୀୟ ଖେଳ").fingerprint())
        .isEqualTo(VOCABULARY.fingerprint());
    assertThat(learn("ଭାରତ ଭାରତ").fingerprint()).isNotEqualTo(VOCABULARY.fingerprint());
    assertThat(
            new Vocabulary(VOCABULARY.words(), VOCABULARY.ngrams(), 11, NgramRange.DEFAULT)
                .fingerprint())
        .isNotEqualTo(VOCABULARY.fingerprint());
  }

  @Test
  void aWordThatStandsTwiceIsRefused() {
    List<String> twice = List.of("<unk>", "<end>", "ଖେଳ", "ଖେଳ");

    assertThatThrownBy(() -> new Vocabulary(twice, List.of(), 5, NgramRange.DEFAULT))
        .hasMessageContaining("ଖେଳ");
  }

  @Test
  void frequentWordsCountLessThanRareOnesAndUnknownOnesInFull() {
    assertThat(Vocabulary.weight(2)).isCloseTo(0.02f, within(0.001f));
    assertThat(Vocabulary.weight(100)).isCloseTo(0.5f, within(0.001f));
    assertThat(Vocabulary.weight(20_000)).isGreaterThan(0.99f);
    assertThat(Vocabulary.weight(Vocabulary.UNK)).isEqualTo(1);
  }
}
