package odia.stream;

import static org.assertj.core.api.Assertions.assertThat;

import odia.event.DeadLetter.Stage;
import org.junit.jupiter.api.Test;

class CountsTest {

  private final Counts counts = new Counts();

  @Test
  void documentsAreLabelsAndTheirDeadLetters() {
    counts.label();
    counts.deadLetter(Stage.DECODE);
    counts.correctionDeadLetter(Stage.DECODE);

    assertThat(counts.documents()).isEqualTo(2);
    assertThat(counts.deadLetters()).isEqualTo(1);
    assertThat(counts.deadLetters(Stage.DECODE)).isEqualTo(1);
  }

  @Test
  void correctionsAreWhatBecameOfThem() {
    counts.example();
    counts.withdrawal();
    counts.supersession();
    counts.correctionDeadLetter(Stage.LABEL);
    counts.waitingChanged(3);
    counts.waitingChanged(-2);

    assertThat(counts.corrections()).isEqualTo(4);
    assertThat(counts.waiting()).isEqualTo(1);
    assertThat(counts.documents()).isZero();
  }

  @Test
  void correctionsAreSpokenOfWhereThereAreSome() {
    counts.label();
    assertThat(counts).hasToString("1 documents = 1 labels + 0 dead letters");

    counts.waitingChanged(1);
    counts.example();
    assertThat(counts.toString())
        .endsWith(
            "; 1 corrections = 1 examples + 0 withdrawn + 0 superseded + 0 dead letters, 1 waiting");
  }
}
