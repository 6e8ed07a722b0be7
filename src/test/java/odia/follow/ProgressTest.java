package odia.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import odia.event.Topic;
import odia.follow.Progress.Moment;
import odia.monitor.Seen;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final TopicPartition DOCUMENTS = new TopicPartition(Topic.DOCUMENTS.name(), 0);
  private static final TopicPartition CORRECTIONS = new TopicPartition(Topic.CORRECTIONS.name(), 0);
  private static final TopicPartition LABELS = new TopicPartition(Topic.LABELS.name(), 0);
  private static final TopicPartition DEAD = new TopicPartition(Topic.DEAD_LETTERS.name(), 3);
  private static final TopicPartition EXAMPLES = new TopicPartition(Topic.EXAMPLES.name(), 0);
  private static final TopicPartition JOINED = new TopicPartition("by-document", 0);

  private final Progress progress = new Progress("by-document");

  /**
   * Documents and corrections committed up to an offset; labels, examples, joined end there too.
   */
  private void moment(long second, long committed, long joined) {
    progress.add(
        new Moment(
            Seen.AT.plusSeconds(second),
            Map.of(DOCUMENTS, committed, CORRECTIONS, committed, JOINED, joined),
            Map.of(
                DOCUMENTS, 1_000L, LABELS, committed, DEAD, 5L, EXAMPLES, committed, JOINED,
                committed)));
  }

  private static Map<TopicPartition, Long> read(long labels, long dead, long examples) {
    return new HashMap<>(Map.of(LABELS, labels, DEAD, dead, EXAMPLES, examples));
  }

  @Test
  void nothingIsSettledBeforeTheFirstMoment() {
    assertThat(progress.documentsSettled(read(9, 9, 9))).isEmpty();
    assertThat(progress.correctionsSettled(read(9, 9, 9))).isEmpty();
  }

  @Test
  void documentsAreSettledOnceAllTheirOutcomesAreRead() {
    moment(0, 100, 0);
    assertThat(progress.documentsSettled(read(100, 5, 0))).isEqualTo(Map.of(0, 100L));
    assertThat(progress.documentsSettled(read(99, 5, 0))).isEmpty();
    assertThat(progress.documentsSettled(read(100, 4, 0))).isEmpty();
    assertThat(progress.documentsSettled(Map.of())).isEmpty();
  }

  @Test
  void whoHasNotReadTheLatestKnowsOfTheMomentBefore() {
    moment(0, 100, 0);
    moment(2, 200, 0);
    assertThat(progress.documentsSettled(read(150, 5, 0))).isEqualTo(Map.of(0, 100L));
    assertThat(progress.documentsSettled(read(200, 5, 0))).isEqualTo(Map.of(0, 200L));
  }

  @Test
  void correctionsAreSettledOnceTheSecondStepHasPassedThemAndNoneCanWait() {
    moment(0, 100, 0);
    moment(31, 300, 100);
    assertThat(progress.correctionsSettled(read(0, 5, 300))).isEqualTo(Map.of(0, 100L));
  }

  @Test
  void aCorrectionMayWaitForItsDocument() {
    moment(0, 100, 0);
    moment(30, 300, 300);
    assertThat(progress.correctionsSettled(read(0, 5, 300))).isEmpty();
  }

  @Test
  void whatTheSecondStepHasNotReadIsNotSettled() {
    moment(0, 100, 0);
    moment(60, 300, 99);
    assertThat(progress.correctionsSettled(read(0, 5, 300))).isEmpty();
  }

  @Test
  void whatWeHaveNotReadIsNotSettled() {
    moment(0, 100, 0);
    moment(60, 300, 300);
    assertThat(progress.correctionsSettled(read(0, 5, 299))).isEmpty();
    assertThat(progress.correctionsSettled(read(0, 4, 300))).isEmpty();
  }

  @Test
  void theLatestMomentThatIsOldEnoughCounts() {
    moment(0, 100, 0);
    moment(20, 200, 100);
    moment(60, 300, 300);
    assertThat(progress.correctionsSettled(read(0, 5, 300))).isEqualTo(Map.of(0, 200L));
  }

  @Test
  void twoMinutesOfMomentsAreKept() {
    moment(0, 100, 0);
    for (int i = 1; i <= 60; i++) {
      moment(2 * i, 1_000, 1_000);
    }
    assertThat(progress.documentsSettled(read(100, 5, 100))).isEmpty();
  }
}
