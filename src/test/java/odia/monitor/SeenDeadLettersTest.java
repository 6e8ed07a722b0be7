package odia.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import odia.event.DeadLetter;
import odia.event.DeadLetter.Stage;
import odia.monitor.SeenDeadLetters.Content;
import odia.monitor.Sighting.Place;
import org.junit.jupiter.api.Test;

class SeenDeadLettersTest {

  private static final Content CONTENT = new Content("k", "{", 1, Map.of());

  private final SeenDeadLetters letters = new SeenDeadLetters(3);

  private void add(long offset, Stage stage, boolean counts) {
    DeadLetter letter = new DeadLetter(stage, "not JSON", Seen.document(0, offset));
    letters.add(new Place(0, offset), Seen.AT, letter, CONTENT, counts);
  }

  private List<Long> before(long number, Stage stage, int limit) {
    return letters.before(number, stage, limit).stream().map(s -> s.place().offset()).toList();
  }

  @Test
  void theLatestAreKeptNewestFirst() {
    for (int i = 0; i < 5; i++) {
      add(i, Stage.DECODE, true);
    }
    assertThat(before(Long.MAX_VALUE, null, 10)).containsExactly(4L, 3L, 2L);
    assertThat(letters.total()).isEqualTo(5);
  }

  @Test
  void pagesFollowEachOther() {
    add(10, Stage.DECODE, true);
    add(11, Stage.LABEL, true);
    add(12, Stage.DECODE, true);
    long last = letters.before(Long.MAX_VALUE, null, 1).get(0).number();
    assertThat(before(last, null, 1)).containsExactly(11L);
    assertThat(before(Long.MAX_VALUE, Stage.DECODE, 10)).containsExactly(12L, 10L);
    assertThat(before(0, null, 10)).isEmpty();
  }

  @Test
  void onlyThoseAreCountedThatCameSinceTheBeginning() {
    add(0, Stage.DECODE, false);
    add(1, Stage.DECODE, true);
    add(2, Stage.JOIN, true);
    assertThat(letters.byStage()).isEqualTo(Map.of(Stage.DECODE, 1, Stage.JOIN, 1));
    assertThat(letters.total()).isEqualTo(2);
  }

  @Test
  void whatWasSentOnceMoreIsKnownWhicheverIsSeenFirst() {
    letters.redriven(new Place(0, 7));
    add(7, Stage.DECODE, true);
    assertThat(letters.isRedriven(new Place(0, 7))).isTrue();
    assertThat(letters.isRedriven(new Place(1, 7))).isFalse();
    for (int i = 0; i < 3; i++) {
      letters.redriven(new Place(5, i));
    }
    assertThat(letters.isRedriven(new Place(0, 7))).isFalse(); // so many and no more
  }
}
