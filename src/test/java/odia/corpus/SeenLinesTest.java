package odia.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeenLinesTest {

  private static final int LINES = 1 << 20;

  private final SeenLines seen = new SeenLines();

  @Test
  void aLineIsNewOnce() {
    assertThat(seen.isNew("ଏକ")).isTrue();
    assertThat(seen.isNew("ଦୁଇ")).isTrue();
    assertThat(seen.isNew("ଏକ")).isFalse();
    assertThat(seen.isNew("ଏକ ")).isTrue();
  }

  @Test
  void noLineIsLostAndNearlyAllCopiesAreKnownAmongAMillion() {
    assertThat(newOnes()).isEqualTo(LINES);
    assertThat(newOnes()).isLessThan(LINES / 100);
  }

  private long newOnes() {
    return IntStream.range(0, LINES).filter(n -> seen.isNew("ଧାଡ଼ି " + n)).count();
  }
}
