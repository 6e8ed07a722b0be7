package odia.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import odia.monitor.MovedClock;
import odia.monitor.Seen;
import odia.monitor.Sighting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReviewQueueTest {

  private static final int MANY = 2_000;

  private final MovedClock clock = new MovedClock();
  private final ReviewQueue queue = new ReviewQueue(MANY, clock);
  private long number;

  @BeforeEach
  void offerThree() {
    offer("sure", 0.9);
    offer("unsure", 0.3);
    offer("middling", 0.6);
  }

  private void offer(String id, double confidence) {
    queue.offer(Seen.sighting(number++, id, confidence));
  }

  private List<String> inHand(String by, int count) {
    return queue.inHand(by, count).stream().map(s -> s.label().documentId()).toList();
  }

  @Test
  void theLeastCertainComesFirst() {
    assertThat(inHand("asha", 3)).containsExactly("unsure", "middling", "sure");
    assertThat(queue.size()).isEqualTo(3);
  }

  @Test
  void ofEquallyCertainOnesTheNewerComesFirst() {
    offer("newer", 0.3);
    assertThat(inHand("asha", 2)).containsExactly("newer", "unsure");
  }

  @Test
  void askingAgainGivesTheSameThoughLessCertainOnesCame() {
    assertThat(inHand("asha", 1)).containsExactly("unsure");
    offer("new", 0.1);
    assertThat(inHand("asha", 1)).containsExactly("unsure");
    assertThat(inHand("asha", 2)).containsExactly("new", "unsure");
    assertThat(inHand("asha", 2)).containsExactly("new", "unsure");
  }

  @Test
  void nobodyGetsWhatAnotherHasInHand() {
    assertThat(inHand("asha", 2)).containsExactly("unsure", "middling");
    assertThat(inHand("bina", 2)).containsExactly("sure");
    assertThat(inHand("chitra", 2)).isEmpty();
    assertThat(inHand("asha", 0)).isEmpty();
  }

  @Test
  void whatIsNotRenewedGoesBackToTheOthers() {
    inHand("asha", 1);
    clock.move(ReviewQueue.LEASE.minusMillis(1));
    assertThat(inHand("bina", 1)).containsExactly("middling");
    clock.move(Duration.ofMillis(1));
    assertThat(inHand("chitra", 1)).containsExactly("unsure");
    assertThat(inHand("asha", 1)).containsExactly("sure");
  }

  @Test
  void whatIsRenewedStays() {
    inHand("asha", 1);
    for (int i = 0; i < 5; i++) {
      clock.move(Duration.ofMinutes(4));
      assertThat(inHand("asha", 1)).containsExactly("unsure");
    }
  }

  @Test
  void whatIsSkippedGoesToOthersAlone() {
    inHand("asha", 1);
    queue.skip("asha", "unsure");
    assertThat(inHand("asha", 3)).containsExactly("middling", "sure");
    assertThat(inHand("bina", 3)).containsExactly("unsure");
  }

  @Test
  void whatIsPutBackIsForAnybody() {
    inHand("asha", 2);
    queue.putBack("asha", "unsure");
    assertThat(inHand("bina", 1)).containsExactly("unsure");
  }

  @Test
  void nobodyPutsBackOrSkipsWhatIsInOthersHands() {
    inHand("asha", 1);
    queue.putBack("bina", "unsure");
    queue.skip("bina", "unsure");
    assertThat(inHand("chitra", 1)).containsExactly("middling");
    assertThat(inHand("asha", 1)).containsExactly("unsure");
  }

  @Test
  void whatIsCorrectedLeaves() {
    inHand("asha", 1);
    queue.leave("unsure");
    queue.leave("nobody");
    assertThat(queue.size()).isEqualTo(2);
    assertThat(inHand("asha", 1)).containsExactly("middling");
  }

  @Test
  void aNewLabelOfADocumentReplacesTheOlderAlsoInHand() {
    inHand("asha", 1);
    offer("unsure", 0.95);
    Sighting now = queue.inHand("asha", 1).get(0);
    assertThat(now.label().confidence()).isEqualTo(0.95);
    assertThat(queue.size()).isEqualTo(3);
    assertThat(inHand("bina", 3)).containsExactly("middling", "sure");
  }

  @Test
  void theMostCertainMakeRoom() {
    for (int i = 0; i < MANY; i++) {
      offer("d" + i, 0.5);
    }
    assertThat(queue.size()).isEqualTo(MANY);
    assertThat(inHand("asha", 1)).containsExactly("unsure");
    assertThat(inHand("bina", MANY)).doesNotContain("sure", "middling", "d0").contains("d1");
  }

  @Test
  void whatMadeRoomIsInNobodysHands() {
    inHand("asha", 3);
    for (int i = 0; i < MANY; i++) {
      offer("d" + i, 0.2);
    }
    assertThat(inHand("asha", 1)).containsExactly("d" + (MANY - 1));
    queue.leave("d1");
    offer("sure", 0.9);
    assertThat(inHand("bina", MANY)).contains("sure");
  }

  @Test
  void whatIsTakenBackIsInTheSameHandsStill() {
    inHand("asha", 1);
    queue.leave("unsure");
    offer("unsure", 0.3);
    assertThat(inHand("bina", 3)).containsExactly("middling", "sure");
    assertThat(inHand("asha", 1)).containsExactly("unsure");
  }

  @Test
  void whatIsKeptStaysWithoutAskingForMore() {
    inHand("asha", 2);
    clock.move(Duration.ofMinutes(4));
    queue.keep("asha", "middling");
    queue.keep("bina", "sure");
    clock.move(Duration.ofMinutes(2));
    assertThat(inHand("bina", 3)).containsExactly("unsure", "sure");
    assertThat(inHand("asha", 3)).containsExactly("middling");
  }

  @Test
  void whatIsTakenBackWhereThereIsNoRoomForItBreaksNothing() {
    for (int i = 0; i < MANY; i++) {
      offer("d" + i, 0.2);
    }
    queue.giveTo("asha", Seen.sighting(number++, "certain", 0.99));
    assertThat(inHand("asha", 2)).hasSize(2).doesNotContain("certain");
  }

  @Test
  void manyPeopleAtOnceNeverGetTheSame() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      offer("d" + i, i / 1_000.0);
    }
    ExecutorService people = Executors.newFixedThreadPool(8);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<List<String>>> taken = new ArrayList<>();
    for (int person = 0; person < 8; person++) {
      taken.add(people.submit(workOf("person-" + person, start)));
    }
    start.countDown();
    List<String> all = new ArrayList<>();
    for (Future<List<String>> each : taken) {
      all.addAll(each.get());
    }
    people.shutdown();
    assertThat(all).doesNotHaveDuplicates().hasSize(8 * 100);
  }

  /** Corrects a hundred, one after the other. */
  private Callable<List<String>> workOf(String person, CountDownLatch start) {
    return () -> {
      start.await();
      List<String> mine = new ArrayList<>();
      while (mine.size() < 100) {
        String id = inHand(person, 2).get(0);
        mine.add(id);
        queue.leave(id);
      }
      return mine;
    };
  }
}
