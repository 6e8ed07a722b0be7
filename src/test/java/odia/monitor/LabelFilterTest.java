package odia.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import odia.monitor.Sighting.Place;
import org.junit.jupiter.api.Test;

class LabelFilterTest {

  private static Sighting seen(String text) {
    return Sighting.of(0, Seen.label("News-7", "ଖେଳ", 0.5), new Place(0, 0), null, text);
  }

  private static boolean lets(String wanted, String text) {
    return new LabelFilter(null, null, wanted, null, null).lets(seen(text));
  }

  @Test
  void withoutAWishEverythingPasses() {
    assertThat(LabelFilter.NONE.lets(seen(null))).isTrue();
  }

  @Test
  void odiaTextIsFound() {
    assertThat(lets("ଓଡ଼ିଶା", "ଆଜି ଓଡ଼ିଶା ଜିତିଲା")).isTrue();
    assertThat(lets("ଝାରଖଣ୍ଡ", "ଆଜି ଓଡ଼ିଶା ଜିତିଲା")).isFalse();
  }

  @Test
  void lettersWithANuktaAreFoundHoweverTheyAreWritten() {
    assertThat(lets("ଓ\u0B5Cିଶା", "ଓ\u0B21\u0B3Cିଶା")).isTrue();
    assertThat(lets("ଓ\u0B21\u0B3Cିଶା", "ଓ\u0B5Cିଶା")).isTrue();
  }

  @Test
  void caseDoesNotMatter() {
    assertThat(lets("BHUBANESWAR", "In Bhubaneswar today")).isTrue();
    assertThat(lets("bhubaneswar", "IN BHUBANESWAR")).isTrue();
  }

  @Test
  void theIdIsSearchedTooAlsoWithoutAText() {
    assertThat(lets("news-7", null)).isTrue();
    assertThat(lets("news-8", null)).isFalse();
  }

  @Test
  void labelAndSourceMustBeTheSame() {
    assertThat(new LabelFilter("ଖେଳ", "news", null, null, null).lets(seen(null))).isTrue();
    assertThat(new LabelFilter("ଖେ", null, null, null, null).lets(seen(null))).isFalse();
    assertThat(new LabelFilter(null, "blog", null, null, null).lets(seen(null))).isFalse();
  }

  @Test
  void theBoundsOfConfidenceAreWithin() {
    assertThat(new LabelFilter(null, null, null, 0.5, 0.5).lets(seen(null))).isTrue();
    assertThat(new LabelFilter(null, null, null, 0.51, null).lets(seen(null))).isFalse();
    assertThat(new LabelFilter(null, null, null, null, 0.49).lets(seen(null))).isFalse();
  }
}
