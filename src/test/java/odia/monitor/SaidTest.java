package odia.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import odia.event.Example;
import odia.event.Example.Opinion;
import org.junit.jupiter.api.Test;

class SaidTest {

  private final Said said = new Said(3);

  private void says(String by, String label, String document, long second) {
    Example example = Seen.example(document, label, by, second);
    said.example(document, example, example.at());
  }

  private void withdrawn(String document, long second) {
    said.example(document, null, Seen.AT.plusSeconds(second));
  }

  @Test
  void whatWasSaidLastCounts() {
    says("asha", "ଖେଳ", "d", 1);
    says("bina", "ରାଜନୀତି", "d", 2);
    assertThat(said.counts("d")).isEqualTo(new Opinion("bina", "ରାଜନୀତି", Seen.AT.plusSeconds(2)));
    assertThat(said.of("d").before().by()).isEqualTo("asha");
    assertThat(said.of("d").givenLabel()).isEqualTo("ଖେଳ");
    assertThat(said.byAnnotator()).isEqualTo(Map.of("bina", 1));
  }

  @Test
  void ofADocumentNobodySpokeOfNothingIsKnown() {
    assertThat(said.of("d")).isNull();
    assertThat(said.counts("d")).isNull();
  }

  @Test
  void otherPeoplesOpinionsFollowTheOneThatCounts() {
    Opinion hers = new Opinion("asha", "ଖେଳ", Seen.AT);
    Opinion ownEarlier = new Opinion("bina", "ଖେଳ", Seen.AT);
    Example plain = Seen.example("d", "ରାଜନୀତି", "bina", 2);
    Example example =
        new Example(
            "d",
            "ପାଠ",
            plain.label(),
            "bina",
            plain.at(),
            plain.at(),
            null,
            null,
            List.of(hers, ownEarlier));
    said.example("d", example, example.at());
    assertThat(said.of("d").opinions()).extracting(Opinion::by).containsExactly("bina", "asha");
  }

  @Test
  void afterAWithdrawalNothingCounts() {
    says("asha", "ଖେଳ", "d", 1);
    withdrawn("d", 2);
    assertThat(said.counts("d")).isNull();
    assertThat(said.of("d").opinions()).isEmpty();
    assertThat(said.of("d").before().by()).isEqualTo("asha");
    assertThat(said.byAnnotator()).isEmpty();
  }

  @Test
  void afterAWithdrawalOneCanSpeakAgain() {
    says("asha", "ଖେଳ", "d", 1);
    withdrawn("d", 2);
    says("asha", "ରାଜନୀତି", "d", 3);
    assertThat(said.of("d").before()).isNull();
    assertThat(said.byAnnotator()).isEqualTo(Map.of("asha", 1));
  }

  @Test
  void theLongestUntouchedGoesFirst() {
    says("asha", "ଖେଳ", "a", 1);
    says("asha", "ଖେଳ", "b", 2);
    says("asha", "ଖେଳ", "c", 3);
    says("asha", "ରାଜନୀତି", "a", 4);
    says("asha", "ଖେଳ", "d", 5);
    assertThat(said.of("b")).isNull();
    assertThat(said.counts("a").label()).isEqualTo("ରାଜନୀତି");
  }

  @Test
  void whatIsForgottenIsNotCountedAnyMore() {
    for (int i = 0; i < 100; i++) {
      says(i % 2 == 0 ? "asha" : "bina", "ଖେଳ", "d" + i, i);
    }
    assertThat(said.byAnnotator()).isEqualTo(Map.of("bina", 2, "asha", 1));
    withdrawn("x", 200);
    withdrawn("y", 200);
    withdrawn("z", 200);
    assertThat(said.byAnnotator()).isEmpty();
  }
}
