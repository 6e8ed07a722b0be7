package odia.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import odia.event.Example;
import odia.monitor.Corrections.State;
import odia.monitor.Corrections.Tracked;
import odia.monitor.Sighting.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrectionsTest {

  private final Said said = new Said(1_000);
  private final Corrections corrections = new Corrections(100, said);
  private final Map<Character, Runnable> records = new TreeMap<>();

  private static Place place(long offset) {
    return new Place(0, offset);
  }

  /** Somebody says something of document d; the second is the offset too. */
  private void says(String by, String label, long second) {
    corrections.seen(place(second), Seen.correction("d", label, by, second), "d", null);
  }

  private void withdraws(long second) {
    corrections.seen(place(second), Seen.correction("d", null, "unknown", second), "d", null);
  }

  /** As the reader of the topics does it. */
  private void example(String by, String label, long second) {
    Example example = label == null ? null : Seen.example("d", label, by, second);
    said.example("d", example, Seen.AT.plusSeconds(second));
    State state = label == null ? State.WITHDRAWN : State.RECORDED;
    corrections.became(place(second), state, label == null ? null : "ଖେଳ", null);
    corrections.supersede("d", said.of("d"));
  }

  private Tracked at(long offset) {
    return corrections.at(place(offset));
  }

  private State state(long offset) {
    return at(offset).state();
  }

  @Test
  void aCorrectionIsSentUntilSomethingComesOfIt() {
    says("asha", "ଖେଳ", 1);
    assertThat(state(1)).isEqualTo(State.SENT);
    assertThat(at(1).id()).isEqualTo("0-1");
    assertThat(at(1).documentId()).isEqualTo("d");
    assertThat(corrections.of("0-1")).isEqualTo(at(1));
    assertThat(corrections.of("0-2")).isNull();
    assertThat(corrections.of("garbage")).isNull();
  }

  /** Of a document: 1 by asha, 2 by bina; an upper letter is the outcome. */
  @ParameterizedTest
  @ValueSource(strings = {"abAB", "aAbB", "ABab", "AaBb", "abAB", "AbaB", "AabB", "ABba"})
  void twoCorrectionsAreRecordedInWhateverOrderTheTopicsAreRead(String order) {
    records.put('a', () -> says("asha", "ଖେଳ", 1));
    records.put('b', () -> says("bina", "ରାଜନୀତି", 2));
    records.put('A', () -> example("asha", "ଖେଳ", 1));
    records.put('B', () -> example("bina", "ରାଜନୀତି", 2));
    order.chars().forEach(c -> records.get((char) c).run());
    assertThat(state(1)).isEqualTo(State.RECORDED);
    assertThat(state(2)).isEqualTo(State.RECORDED);
    assertThat(at(1).givenLabel()).isEqualTo("ଖେଳ");
    assertThat(at(2).before().by()).isEqualTo("asha");
    assertThat(corrections.counts(at(1))).isFalse();
    assertThat(corrections.counts(at(2))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abB", "aBb", "Bab", "baB", "bBa", "Bba"})
  void anOlderCorrectionIsSupersededInWhateverOrder(String order) {
    records.put('a', () -> says("asha", "ଖେଳ", 1));
    records.put('b', () -> says("bina", "ରାଜନୀତି", 2));
    records.put('B', () -> example("bina", "ରାଜନୀତି", 2));
    order.chars().forEach(c -> records.get((char) c).run());
    assertThat(state(1)).isEqualTo(State.SUPERSEDED);
    assertThat(at(1).reason()).isEqualTo("bina said ରାଜନୀତି later");
    assertThat(state(2)).isEqualTo(State.RECORDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aR", "Ra"})
  void aRefusedOneSaysWhy(String order) {
    records.put('a', () -> says("asha", "ଖେଳ", 1));
    records.put('R', () -> corrections.became(place(1), State.REFUSED, null, "no such label"));
    order.chars().forEach(c -> records.get((char) c).run());
    assertThat(state(1)).isEqualTo(State.REFUSED);
    assertThat(at(1).reason()).isEqualTo("no such label");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aAwW", "awAW", "AWaw", "AaWw", "AWwa"})
  void aWithdrawalLeavesNothing(String order) {
    records.put('a', () -> says("asha", "ଖେଳ", 1));
    records.put('A', () -> example("asha", "ଖେଳ", 1));
    records.put('w', () -> withdraws(2));
    records.put('W', () -> example(null, null, 2));
    order.chars().forEach(c -> records.get((char) c).run());
    assertThat(state(1)).isEqualTo(State.RECORDED);
    assertThat(state(2)).isEqualTo(State.WITHDRAWN);
    assertThat(corrections.counts(at(1))).isFalse();
    assertThat(corrections.counts(at(2))).isFalse();
  }

  @Test
  void whatIsOlderThanAWithdrawalIsWithdrawnWithIt() {
    example(null, null, 2);
    says("asha", "ଖେଳ", 1);
    assertThat(state(1)).isEqualTo(State.SUPERSEDED);
    assertThat(at(1).reason()).isEqualTo("withdrawn since");
  }

  @Test
  void ofEqualTimesNeitherIsSupersededBeforeItsOutcome() {
    example("bina", "ରାଜନୀତି", 2);
    corrections.seen(place(9), Seen.correction("d", "ଖେଳ", "asha", 2), "d", null);
    assertThat(state(9)).isEqualTo(State.SENT);
    assertThat(corrections.counts(at(9))).isFalse();
    assertThat(at(9).before().by()).isEqualTo("bina");
  }

  @Test
  void whatCountedBeforeIsKnownThoughBothWereSentAtOnce() {
    says("asha", "ଖେଳ", 1);
    says("asha", "ରାଜନୀତି", 2);
    assertThat(at(2).before()).isNull();
    example("asha", "ଖେଳ", 1);
    example("asha", "ରାଜନୀତି", 2);
    assertThat(at(2).before().label()).isEqualTo("ଖେଳ");
    assertThat(at(1).before()).isNull();
  }

  @Test
  void whatARestartedProcessReadsFirstIsNotForgotten() {
    Corrections large = new Corrections(20_000, said);
    for (int i = 0; i < 5_000; i++) {
      large.became(place(i), State.RECORDED, "ଖେଳ", null);
    }
    large.seen(place(0), Seen.correction("x", "ଖେଳ", "asha", 1), "x", null);
    assertThat(large.at(place(0)).state()).isEqualTo(State.RECORDED);
  }

  @Test
  void oneThatCannotBeReadHasItsKeyAlone() {
    corrections.seen(place(1), null, "d", null);
    corrections.seen(place(2), null, null, null);
    example("bina", "ରାଜନୀତି", 5);
    corrections.became(place(1), State.REFUSED, null, "not JSON");
    assertThat(at(1).documentId()).isEqualTo("d");
    assertThat(state(1)).isEqualTo(State.REFUSED);
    assertThat(at(2).documentId()).isNull();
    assertThat(state(2)).isEqualTo(State.SENT);
    assertThat(corrections.counts(at(1))).isFalse();
  }

  @Test
  void theNewestComeFirst() {
    says("asha", "ଖେଳ", 5);
    says("bina", "ଖେଳ", 7);
    says("asha", "ଖେଳ", 6);
    corrections.seen(place(8), Seen.correction("x", "ଖେଳ", "asha", 7), "x", null);
    assertThat(corrections.newest(3, t -> true))
        .extracting(t -> t.place().offset())
        .containsExactly(8L, 7L, 6L);
    assertThat(corrections.newest(9, t -> t.said().by().equals("bina")))
        .extracting(t -> t.place().offset())
        .containsExactly(7L);
  }

  @Test
  void changesAreToldInTheirOrderAndTheLatestOfEachAlone() {
    says("asha", "ଖେଳ", 1);
    says("bina", "ରାଜନୀତି", 2);
    long before = corrections.changes();
    example("asha", "ଖେଳ", 1);
    List<Tracked> changed = corrections.since(before);
    assertThat(changed).extracting(Tracked::state).containsExactly(State.RECORDED);
    assertThat(corrections.since(0)).extracting(Tracked::id).containsExactly("0-2", "0-1");
    assertThat(corrections.since(corrections.changes())).isEmpty();
  }

  @Test
  void soManyAndNoMoreAreRemembered() {
    for (int i = 0; i < 1_000; i++) {
      corrections.seen(place(i), Seen.correction("d" + i, "ଖେଳ", "asha", i), null, null);
    }
    assertThat(corrections.newest(5_000, t -> true)).hasSize(100);
    assertThat(corrections.since(0)).hasSize(100);
    assertThat(at(0)).isNull();
    assertThat(at(999)).isNotNull();
  }

  @Test
  void whatItTakesBackIsKept() {
    corrections.seen(place(1), Seen.correction("d", "ଖେଳ", "asha", 1), "d", "0-0");
    corrections.became(place(1), State.RECORDED, "ଖେଳ", null);
    assertThat(at(1).undoes()).isEqualTo("0-0");
  }
}
