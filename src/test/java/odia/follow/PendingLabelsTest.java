package odia.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import odia.monitor.MovedClock;
import odia.monitor.Seen;
import odia.monitor.Sighting.Place;
import org.junit.jupiter.api.Test;

class PendingLabelsTest {

  private final MovedClock clock = new MovedClock();
  private final PendingLabels pending = new PendingLabels(clock);

  /** Of the document at this offset. */
  private void label(int partition, long offset) {
    pending.add(
        new PendingLabels.Label(
            Seen.label("d" + offset, "ଖେଳ", 1),
            new Place(0, offset),
            Seen.document(partition, offset),
            true));
  }

  private void document(int partition, long offset) {
    pending.document(new Place(partition, offset), "ପାଠ " + offset);
  }

  private List<String> drain() {
    List<String> out = new ArrayList<>();
    pending.drain((label, text) -> out.add(label.label().documentId() + ": " + text));
    return out;
  }

  @Test
  void aLabelWhoseDocumentWasReadHasItsText() {
    document(0, 7);
    label(0, 7);
    assertThat(drain()).containsExactly("d7: ପାଠ 7");
    assertThat(drain()).isEmpty();
  }

  @Test
  void aLabelWaitsForItsDocument() {
    label(0, 7);
    document(0, 6);
    assertThat(drain()).isEmpty();
    document(0, 7);
    assertThat(drain()).containsExactly("d7: ପାଠ 7");
  }

  @Test
  void aLabelWhoseDocumentNeverComesWaitsTwoSeconds() {
    label(3, 7);
    clock.move(Duration.ofMillis(2_000));
    assertThat(drain()).isEmpty();
    clock.move(Duration.ofMillis(1));
    assertThat(drain()).containsExactly("d7: null");
  }

  @Test
  void aClockThatIsSetBackKeepsNoLabel() {
    label(3, 7);
    clock.move(Duration.ofHours(-1));
    assertThat(drain()).containsExactly("d7: null");
  }

  @Test
  void aLabelWhoseDocumentIsGoneNeedNotWait() {
    document(0, 100);
    label(0, 7);
    assertThat(drain()).containsExactly("d7: null");
  }

  @Test
  void theOrderIsKept() {
    label(0, 1);
    label(1, 2);
    label(0, 3);
    document(1, 2);
    document(0, 3);
    assertThat(drain()).containsExactly("d1: null", "d2: ପାଠ 2", "d3: ପାଠ 3");
    label(0, 4);
    label(1, 3);
    document(1, 3);
    assertThat(drain()).isEmpty(); // the first still waits
    document(0, 4);
    assertThat(drain()).containsExactly("d4: ପାଠ 4", "d3: ପାଠ 3");
  }

  @Test
  void aLabelThatDoesNotSayWhereItsDocumentIsGoesAtOnce() {
    pending.add(new PendingLabels.Label(Seen.label("d", "ଖେଳ", 1), new Place(0, 0), null, true));
    assertThat(drain()).containsExactly("d: null");
  }

  @Test
  void aDocumentWithoutTextKeepsNobodyWaiting() {
    pending.document(new Place(0, 7), null);
    label(0, 7);
    assertThat(drain()).containsExactly("d7: null");
  }

  @Test
  void longTextsAndManyDocumentsAreBounded() {
    for (int i = 0; i < 10_001; i++) {
      pending.document(new Place(0, i), "ଖ".repeat(10_000));
    }
    label(0, 0);
    label(0, 10_000);
    List<String> texts = drain();
    assertThat(texts.get(0)).isEqualTo("d0: null");
    assertThat(texts.get(1)).hasSizeBetween(600, 620);
  }
}
