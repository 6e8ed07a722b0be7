package odia.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import odia.monitor.RecentLabels.Batch;
import odia.monitor.RecentLabels.Position;
import odia.monitor.Sighting.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentLabelsTest {

  private static final long LONG_MILLIS = 60_000;

  private final RecentLabels labels = begun(0);

  /** Keeps 5 of two partitions that have no label so far. */
  private static RecentLabels begun(long end) {
    RecentLabels made = new RecentLabels(5);
    made.beginsAt(0, 0, end);
    made.beginsAt(1, 0, end);
    return made;
  }

  private static void add(RecentLabels to, int from, int end) {
    for (int i = from; i < end; i++) {
      to.add(
          Seen.label("d" + i, i % 2 == 0 ? "ଖେଳ" : "ରାଜନୀତି", 0.5), new Place(0, i), null, "ପାଠ");
    }
  }

  private static List<String> ids(List<Sighting> seen) {
    return seen.stream().map(s -> s.label().documentId()).toList();
  }

  private static List<String> read(Batch batch) {
    return ids(batch.seen());
  }

  @Test
  void theNewestAreKeptNewestFirst() {
    add(labels, 0, 8);
    assertThat(ids(labels.before(Long.MAX_VALUE, LabelFilter.NONE, 100)))
        .containsExactly("d7", "d6", "d5", "d4", "d3");
    assertThat(labels.size()).isEqualTo(5);
  }

  @Test
  void pagesFollowEachOtherWithoutGap() {
    add(labels, 0, 5);
    List<Sighting> first = labels.before(Long.MAX_VALUE, LabelFilter.NONE, 2);
    List<Sighting> second = labels.before(first.get(1).number(), LabelFilter.NONE, 2);
    assertThat(ids(first)).containsExactly("d4", "d3");
    assertThat(ids(second)).containsExactly("d2", "d1");
    assertThat(labels.before(0, LabelFilter.NONE, 2)).isEmpty();
  }

  @Test
  void aPageHoldsOnlyWhatIsWanted() {
    add(labels, 0, 5);
    LabelFilter wanted = new LabelFilter("ରାଜନୀତି", null, null, null, null);
    assertThat(ids(labels.before(Long.MAX_VALUE, wanted, 2))).containsExactly("d3", "d1");
  }

  @Test
  void ofADocumentTheLatestLabelIsKnownWhileItIsKept() {
    labels.add(Seen.label("d", "ଖେଳ", 0.5), new Place(0, 0), null, null);
    labels.add(Seen.label("d", "ରାଜନୀତି", 0.6), new Place(0, 1), null, null);
    add(labels, 2, 6); // the first is overwritten
    assertThat(labels.of("d").label().label()).isEqualTo("ରାଜନୀତି");
    add(labels, 6, 7);
    assertThat(labels.of("d")).isNull();
    assertThat(labels.of("nobody")).isNull();
  }

  @Test
  void aReaderGetsWhatCameSinceOldestFirst() throws Exception {
    add(labels, 0, 2);
    Position here = labels.position();
    add(labels, 2, 5);
    Batch batch = labels.after(here, 0);
    assertThat(read(batch)).containsExactly("d2", "d3", "d4");
    assertThat(batch.missed()).isZero();
    assertThat(labels.after(batch.position(), 0).seen()).isEmpty();
  }

  @Test
  void aSlowReaderIsToldExactlyHowManyItMissed() throws Exception {
    Position here = labels.position();
    add(labels, 0, 12);
    Batch batch = labels.after(here, 0);
    assertThat(batch.missed()).isEqualTo(7);
    assertThat(read(batch)).containsExactly("d7", "d8", "d9", "d10", "d11");
  }

  @Test
  void whoComesWithoutAPositionBeginsNow() throws Exception {
    add(labels, 0, 3);
    Batch batch = labels.after(null, 0);
    assertThat(batch.seen()).isEmpty();
    assertThat(batch.position()).isEqualTo(labels.position());
  }

  @Test
  void aReaderWaitsUntilSomethingComes() throws Exception {
    Position here = labels.position();
    CompletableFuture<Batch> waiting = new CompletableFuture<>();
    Thread reader = reading(labels, here, waiting);
    add(labels, 0, 1);
    assertThat(read(waiting.get(1, TimeUnit.MINUTES))).containsExactly("d0");
    reader.join();
  }

  /** A thread that waits. */
  private static Thread reading(RecentLabels of, Position from, CompletableFuture<Batch> result) {
    Thread reader =
        new Thread(
            () -> {
              try {
                result.complete(of.after(from, LONG_MILLIS));
              } catch (InterruptedException e) {
                result.completeExceptionally(e);
              }
            });
    reader.start();
    while (reader.getState() != Thread.State.TIMED_WAITING && !result.isDone()) {
      Thread.onSpinWait();
    }
    return reader;
  }

  @Test
  void aReaderFromBeforeARestartWaitsToo() throws Exception {
    RecentLabels again = begun(0);
    CompletableFuture<Batch> waiting = new CompletableFuture<>();
    Thread reader = reading(again, labels.position(), waiting);
    assertThat(waiting).isNotDone();
    add(again, 0, 1);
    assertThat(read(waiting.get(1, TimeUnit.MINUTES))).containsExactly("d0");
    reader.join();
  }

  @Test
  void aPositionSurvivesBeingText() {
    add(labels, 0, 3);
    labels.add(Seen.label("x", "ଖେଳ", 1), new Place(1, 41), null, null);
    Position position = labels.position();
    assertThat(position.offsets()).isEqualTo(Map.of(0, 3L, 1, 42L));
    assertThat(Position.of(position.toString())).isEqualTo(position);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1234abcd",
        "1234abcd.",
        "1234ABCD.1",
        "1234abcd.-1",
        "1234abcd.9999999999999999999",
        "1234abcd.1.0",
        "1234abcd.1.0-",
        "1234abcd.1.0-1-2",
        "1234abcd.1.1234567-1",
        "1234abcd.1.0-9223372036854775808",
        "1234abcd.1.0-1.",
        "1234abcd.1.0-1\n",
        "1234abcd.୧",
        "<script>"
      })
  void aTextThatIsNoPositionIsNone(String text) {
    assertThat(Position.of(text)).isNull();
  }

  @Test
  void endlessTextsAreNoPositionsEither() {
    assertThat(Position.of(null)).isNull();
    assertThat(Position.of("1234abcd.1" + ".0-1".repeat(1_000_000) + "x")).isNull();
  }

  @Test
  void theLargestNumbersAreStillAPosition() {
    String text = "1234abcd.999999999999999999.999999-999999999999999999";
    assertThat(Position.of(text)).hasToString(text);
  }

  @Test
  void aPositionFromTheFutureOfThisProcessIsNow() throws Exception {
    add(labels, 0, 2);
    Position now = labels.position();
    Position later = new Position(now.process(), 1_000_000, now.offsets());
    assertThat(labels.after(later, 0)).isEqualTo(new Batch(List.of(), 0L, now));
  }

  @Test
  void afterARestartAReaderGoesOnByOffsets() throws Exception {
    add(labels, 0, 3);
    RecentLabels again = begun(5);
    add(again, 0, 5);
    Batch batch = again.after(Position.of(labels.position().toString()), 0);
    assertThat(read(batch)).containsExactly("d3", "d4");
    assertThat(batch.missed()).isZero();
    assertThat(batch.position()).isEqualTo(again.position());
  }

  @Test
  void afterARestartNobodyKnowsHowManyAreNoLongerKept() throws Exception {
    add(labels, 0, 3);
    RecentLabels again = begun(9);
    add(again, 0, 9);
    Batch batch = again.after(labels.position(), 0);
    assertThat(batch.missed()).isNull();
    assertThat(read(batch)).containsExactly("d4", "d5", "d6", "d7", "d8");
    assertThat(again.after(batch.position(), 0).missed()).isZero();
  }

  @Test
  void aReaderThatIsAheadOfARestartedProcessGetsNothingTwice() throws Exception {
    add(labels, 0, 4);
    RecentLabels again = begun(4);
    add(again, 0, 2); // it has only begun to read
    Batch early = again.after(labels.position(), 0);
    add(again, 2, 5);
    Batch late = again.after(Position.of(early.position().toString()), 0);
    assertThat(early.seen()).isEmpty();
    assertThat(read(late)).containsExactly("d4");
    assertThat(late.position()).isEqualTo(again.position());
  }

  @Test
  void aReaderThatComesBeforeKafkaDoesGetsNothingTwice() throws Exception {
    add(labels, 0, 3);
    RecentLabels again = new RecentLabels(5);
    Batch early = again.after(labels.position(), 0);
    again.beginsAt(0, 0, 3);
    add(again, 0, 4);
    Batch late = again.after(early.position(), 0);
    assertThat(early.missed()).isZero();
    assertThat(read(late)).containsExactly("d3");
  }

  @Test
  void whileOnePartitionIsBehindTheOthersGoOn() throws Exception {
    add(labels, 0, 2);
    labels.add(Seen.label("x", "ଖେଳ", 1), new Place(1, 7), null, null);
    RecentLabels again = begun(8);
    Position at = labels.position();
    for (int i = 0; i < 20; i++) {
      add(again, i, i + 1); // far beyond what there was when it began
      Batch batch = again.after(at, 0);
      assertThat(read(batch)).containsExactlyElementsOf(i < 2 ? List.of() : List.of("d" + i));
      assertThat(batch.missed()).isZero();
      at = batch.position();
    }
  }

  @Test
  void aReaderOfATopicThatWasMadeAnewIsToldAndSeesTheNewOne() throws Exception {
    add(labels, 0, 100);
    RecentLabels again = begun(0);
    add(again, 0, 2);
    Batch batch = again.after(labels.position(), 0);
    assertThat(batch.missed()).isNull();
    assertThat(read(batch)).containsExactly("d0", "d1");
    assertThat(batch.position()).isEqualTo(again.position());
  }

  @Test
  void readersGetEveryLabelOnceWhileOthersAreAdded() throws Exception {
    RecentLabels many = new RecentLabels(100_000);
    many.beginsAt(0, 0, 0);
    Position at = many.position();
    Thread writer = new Thread(() -> add(many, 0, 20_000));
    writer.start();
    Map<Long, Integer> times = new TreeMap<>();
    while (times.size() < 20_000) {
      Batch batch = many.after(at, LONG_MILLIS);
      batch.seen().forEach(s -> times.merge(s.number(), 1, Integer::sum));
      at = batch.position();
    }
    writer.join();
    assertThat(times.values()).containsOnly(1);
  }
}
