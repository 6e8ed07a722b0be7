package odia.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import odia.event.Classification;
import odia.event.DeadLetter.Origin;
import odia.monitor.Sighting.Place;
import org.junit.jupiter.api.Test;

class SightingTest {

  private static final String FULL = "ଖ".repeat(Sighting.LONGEST_TEXT);

  private static Sighting seen(Origin origin, String text) {
    return Sighting.of(0, Seen.label("d", "ଖେଳ", 1), new Place(0, 0), origin, text);
  }

  @Test
  void aTextThatFitsIsWhole() {
    assertThat(seen(null, FULL).text()).isEqualTo(FULL);
    assertThat(seen(null, FULL).cut()).isFalse();
    assertThat(seen(null, "").text()).isEmpty();
  }

  @Test
  void aLongerOneIsCut() {
    assertThat(seen(null, FULL + "!").text()).isEqualTo(FULL);
    assertThat(seen(null, FULL + "!").cut()).isTrue();
  }

  @Test
  void noSurrogatePairIsHalved() {
    String pair = "\uD83D\uDE00";
    String odd = FULL.substring(1) + pair + "more";
    String even = FULL.substring(2) + pair + "more";
    assertThat(seen(null, odd).text()).isEqualTo(FULL.substring(1));
    assertThat(seen(null, even).text()).isEqualTo(FULL.substring(2) + pair);
  }

  @Test
  void aTextThatIsNotAtHandIsNotCut() {
    assertThat(seen(null, null).text()).isNull();
    assertThat(seen(null, null).cut()).isFalse();
  }

  @Test
  void latencyIsFromTheDocumentsRecordToTheLabel() {
    long at = Seen.AT.toEpochMilli();
    assertThat(seen(new Origin("t", 0, 0, at - 120), null).latencyMillis()).isEqualTo(120);
    assertThat(seen(null, null).latencyMillis()).isNull();
  }

  @Test
  void clocksThatDifferMakeNoNegativeLatency() {
    long at = Seen.AT.toEpochMilli();
    assertThat(seen(new Origin("t", 0, 0, at + 5_000), null).latencyMillis()).isZero();
  }

  @Test
  void wrongTimesDoNoHarm() {
    assertThat(seen(new Origin("t", 0, 0, Long.MIN_VALUE), null).latencyMillis()).isPositive();
    assertThat(seen(new Origin("t", 0, 0, Long.MAX_VALUE), null).latencyMillis()).isZero();
    Classification label =
        new Classification(
            "d", "l", 1, null, false, false, 1, 1, "v", "p", null, null, Instant.MAX);
    Sighting late = Sighting.of(0, label, new Place(0, 0), new Origin("t", 0, 0, 0), null);
    assertThat(late.latencyMillis()).isEqualTo(100_000L * 24 * 3_600_000);
  }
}
