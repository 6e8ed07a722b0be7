package odia.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final int MANY = 200_000;

  private final Ledger ledger = new Ledger();

  @BeforeEach
  void begin() {
    ledger.beginsAt(0, 0);
  }

  private void settle(long from, long to) {
    for (long offset = from; offset < to; offset++) {
      ledger.record(0, offset);
      label(offset);
    }
  }

  private void label(long offset) {
    ledger.outcome(Seen.document(0, offset), "labels");
  }

  private void records(long from, long to) {
    for (long offset = from; offset < to; offset++) {
      ledger.record(0, offset);
    }
  }

  @Test
  void everyRecordWithItsOutcomeLeavesNothingOpen() {
    settle(0, 100);
    ledger.record(0, 100);
    ledger.outcome(Seen.document(0, 100), "dead letters");
    assertThat(ledger.records()).isEqualTo(101);
    assertThat(ledger.outcomes()).isEqualTo(Map.of("labels", 100L, "dead letters", 1L));
    assertThat(ledger.open()).isZero();
    assertThat(ledger.doubled()).isZero();
  }

  @Test
  void aRecordWithoutAnOutcomeIsOpenUntilItIsLost() {
    settle(0, 5);
    ledger.record(0, 5);
    settle(6, 10);
    assertThat(ledger.open()).isEqualTo(1);
    assertThat(ledger.lost(Map.of())).isZero();
    assertThat(ledger.lost(Map.of(0, 5L))).isZero();
    assertThat(ledger.lost(Map.of(0, 6L))).isEqualTo(1);
    assertThat(ledger.lost(Map.of(0, Long.MAX_VALUE))).isEqualTo(1);
  }

  @Test
  void anOutcomeMayComeBeforeItsRecord() {
    label(3);
    assertThat(ledger.open()).isZero();
    records(0, 4);
    assertThat(ledger.open()).isEqualTo(3);
    assertThat(ledger.lost(Map.of(0, 4L))).isEqualTo(3);
    assertThat(ledger.doubled()).isZero();
  }

  @Test
  void offsetsOfTransactionMarkersAreNoRecords() {
    for (long offset = 0; offset < MANY; offset += 2) {
      ledger.record(0, offset);
      label(offset);
    }
    assertThat(ledger.records()).isEqualTo(MANY / 2);
    assertThat(ledger.open()).isZero();
    assertThat(ledger.bits()).isLessThan(MANY);
  }

  @Test
  void aSecondOutcomeIsSeen() {
    settle(0, 10);
    label(4);
    ledger.outcome(Seen.document(0, 5), "dead letters");
    assertThat(ledger.doubled()).isEqualTo(2);
    assertThat(ledger.outcomes()).isEqualTo(Map.of("labels", 10L));
  }

  @Test
  void aSecondOutcomeIsSeenOfARecordThatWasSettledLongAgo() {
    settle(0, MANY);
    assertThat(ledger.bits()).isLessThan(MANY);
    label(4);
    assertThat(ledger.doubled()).isEqualTo(1);
  }

  @Test
  void whatIsLostIsToldFromWhatIsInWorkAlsoAfterManyRecords() {
    settle(0, MANY);
    ledger.record(0, MANY);
    assertThat(ledger.lost(Map.of(0, (long) MANY))).isZero();
    assertThat(ledger.lost(Map.of(0, MANY + 1L))).isEqualTo(1);
    assertThat(ledger.lost(Map.of(0, 5L))).isZero();
  }

  @Test
  void aRecordThatIsReadTwiceCountsOnce() {
    settle(0, MANY);
    ledger.record(0, MANY - 1);
    ledger.record(0, 4);
    assertThat(ledger.records()).isEqualTo(MANY);
    assertThat(ledger.open()).isZero();
  }

  @Test
  void whatWasBeforeTheBeginningIsNotLookedAt() {
    ledger.beginsAt(1, 50);
    ledger.record(1, 49);
    ledger.outcome(Seen.document(1, 49), "labels");
    assertThat(ledger.records()).isZero();
    assertThat(ledger.outcomes()).isEmpty();
    assertThat(ledger.covers(1, 49)).isFalse();
    assertThat(ledger.covers(1, 50)).isTrue();
    assertThat(ledger.covers(2, 50)).isFalse();
  }

  @Test
  void partitionsAreApart() {
    ledger.beginsAt(1, 1_000_000);
    ledger.record(0, 7);
    ledger.record(1, 1_000_007);
    ledger.outcome(Seen.document(1, 1_000_007), "labels");
    assertThat(ledger.open()).isEqualTo(1);
    assertThat(ledger.lost(Map.of(1, 2_000_000L))).isZero();
    assertThat(ledger.lost(Map.of(0, 8L))).isEqualTo(1);
  }

  @Test
  void aMillionRecordsStaySmall() {
    settle(0, 1_000_000);
    assertThat(ledger.records()).isEqualTo(1_000_000);
    assertThat(ledger.bits()).isLessThan(300_000);
    assertThat(ledger.open()).isZero();
  }

  @Test
  void outcomesThatAreReadFarAheadHideNoRecord() {
    settle(0, 69_995);
    label(70_004); // of a record that is read only later
    records(69_995, 70_000); // and now what is settled is dropped
    settle(70_000, 70_010);
    assertThat(ledger.records()).isEqualTo(70_010);
    assertThat(ledger.open()).isEqualTo(5);
  }

  @Test
  void recordsOfAHoleBeforeAnEarlyOutcomeAreStillCounted() {
    settle(0, 80_000 - 1);
    label(80_100);
    ledger.record(0, 80_000 - 1);
    label(80_000 - 1);
    records(80_000, 90_000);
    assertThat(ledger.records()).isEqualTo(90_000);
    assertThat(ledger.open()).isEqualTo(9_999);
  }

  @Test
  void aBacklogBeyondAllBoundsIsSaid() {
    ledger.record(0, 0);
    assertThat(ledger.overflowed()).isFalse();
    ledger.record(0, 1L << 24);
    assertThat(ledger.overflowed()).isTrue();
    assertThat(ledger.open()).isEqualTo(1);
    assertThat(ledger.bits()).isLessThan(1_000);
  }

  @Test
  void whatAnOverflowLeftOutDoesNotKeepTheRestForEver() {
    label(MANY - 1); // of a record that was left out
    for (long offset = 0; offset < MANY - 1; offset++) {
      ledger.record(0, offset);
      label(offset);
    }
    settle(MANY, 2 * MANY);
    assertThat(ledger.bits()).isLessThan(300_000);
  }

  @Test
  void anOutcomeCanBeTakenBackOnce() {
    settle(0, 2);
    ledger.takeBack(Seen.document(0, 1), "labels");
    ledger.takeBack(Seen.document(0, 1), "labels");
    assertThat(ledger.outcomes()).isEqualTo(Map.of("labels", 1L));
    ledger.outcome(Seen.document(0, 1), "dead letters");
    assertThat(ledger.outcomes()).isEqualTo(Map.of("labels", 1L, "dead letters", 1L));
    assertThat(ledger.doubled()).isZero();
    ledger.takeBack(Seen.document(7, 1), "labels"); // nobody looks there
  }
}
