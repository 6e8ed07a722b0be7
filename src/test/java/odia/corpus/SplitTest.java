package odia.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

  private static final List<String> TEXTS =
      IntStream.range(0, 10_000).mapToObj(n -> "ପାଠ ଡ\u0B3C " + n).toList();

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.05, 0.5, 1})
  void theShareIsHeldOut(double share) {
    assertThat(heldOut(new Split(share, "a")) / 10_000.0).isCloseTo(share, Offset.offset(0.02));
  }

  @Test
  void aTextStaysOnItsSideInEveryRelease() {
    Split split = new Split(0.3, "a");
    StringBuilder sides = new StringBuilder();
    TEXTS.subList(0, 20).forEach(text -> sides.append(split.isHeldOut(text) ? 'h' : '.'));
    assertThat(sides).hasToString(".h.h.h.h...h....h...");
  }

  @Test
  void copiesInOtherSpacingAndSpellingStayTogether() {
    Split split = new Split(0.5, "a");
    for (String text : TEXTS.subList(0, 200)) {
      String copy = "  " + text.replace(" ", " \t ").replace("ଡ\u0B3C", "\u0B5C") + "\n";
      assertThat(split.isHeldOut(copy)).as(text).isEqualTo(split.isHeldOut(text));
    }
  }

  @Test
  void whatASmallerShareHoldsOutALargerOneDoesToo() {
    Split small = new Split(0.1, "a");
    Split large = new Split(0.3, "a");
    assertThat(TEXTS).filteredOn(small::isHeldOut).allMatch(large::isHeldOut);
  }

  @Test
  void anotherSaltSplitsIndependently() {
    Split a = new Split(0.5, "a");
    Split b = new Split(0.5, "b");
    long both = TEXTS.stream().filter(a::isHeldOut).filter(b::isHeldOut).count();
    assertThat(both / 10_000.0).isCloseTo(0.25, Offset.offset(0.02));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void aShareBeyondOneIsRefused(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Split(share, "a"))
        .withMessageContaining("0..1");
  }

  private static long heldOut(Split split) {
    return TEXTS.stream().filter(split::isHeldOut).count();
  }
}
