package odia.registry;

import static odia.event.TestPromotions.by;
import static odia.event.TestPromotions.promoted;
import static odia.event.TestPromotions.refused;
import static odia.event.TestPromotions.request;
import static odia.event.TestPromotions.rolledBack;
import static odia.event.TestPromotions.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import odia.event.Promotion;
import odia.event.Promotion.Kind;
import odia.registry.History.Entry;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static History history(Promotion... promotions) {
    List<Entry> entries = new ArrayList<>();
    for (Promotion promotion : promotions) {
      entries.add(new Entry(2L * entries.size(), promotion)); // commits take an offset each
    }
    return new History(entries);
  }

  private static String champion(History history) {
    return history.champion().orElseThrow().version();
  }

  @Test
  void nothingSaidIsNoChampion() {
    assertThat(History.NONE.champion()).isEmpty();
    assertThat(History.NONE.previousChampion()).isEmpty();
    assertThat(History.NONE.pendingRequest()).isEmpty();
    assertThat(History.NONE.end()).isZero();
  }

  @Test
  void theLastPromotionNamesTheChampion() {
    assertThat(champion(history(promoted("a", null), promoted("b", "a")))).isEqualTo("b");
  }

  @Test
  void aRefusalAndARequestLeaveTheChampion() {
    History history = history(promoted("a", null), refused("b", "a"), request("asha"));

    assertThat(champion(history)).isEqualTo("a");
    assertThat(history.champions()).extracting(Promotion::version).containsExactly("a");
  }

  @Test
  void aRollbackNamesTheChampionToo() {
    History history = history(promoted("a", null), promoted("b", "a"), rolledBack("a", "b"));

    assertThat(champion(history)).isEqualTo("a");
    assertThat(history.champions()).extracting(Promotion::version).containsExactly("a", "b");
  }

  @Test
  void rollingBackAgainGoesBackFurther() {
    History three = history(promoted("a", null), promoted("b", "a"), promoted("c", "b"));
    assertThat(three.previousChampion()).hasValue("b");

    History two = three.with(List.of(new Entry(9, rolledBack("b", "c"))));
    assertThat(two.previousChampion()).hasValue("a");

    History one = two.with(List.of(new Entry(11, rolledBack("a", "b"))));
    assertThat(one.previousChampion()).isEmpty();
  }

  @Test
  void rollingBackPassesAPromotionOfAnOldVersionOnce() {
    History again = history(promoted("a", null), promoted("b", "a"), promoted("a", "b"));
    assertThat(again.previousChampion()).hasValue("b");

    History back = again.with(List.of(new Entry(9, rolledBack("b", "a"))));
    assertThat(back.previousChampion()).hasValue("a");

    History first = back.with(List.of(new Entry(11, rolledBack("a", "b"))));
    assertThat(first.previousChampion()).isEmpty();
  }

  @Test
  void theChampionPromotedOnceMoreIsNotItsOwnPredecessor() {
    History history = history(promoted("a", null), promoted("b", "a"), promoted("b", "b"));

    assertThat(history.previousChampion()).hasValue("a");
  }

  @Test
  void whatWasRolledBackFromIsNoSuccessor() {
    History history = history(promoted("a", null), promoted("b", "a"), rolledBack("a", "b"));

    assertThat(history.succession()).extracting(Promotion::version).containsExactly("a");
  }

  @Test
  void aRollbackToAVersionThatNeverWasChampionCountsAsPromotion() {
    History history = history(promoted("a", null), rolledBack("z", "a"));

    assertThat(history.succession()).extracting(Promotion::version).containsExactly("z", "a");
  }

  @Test
  void aRequestIsPendingUntilAVerdictCoversIt() {
    History asked = history(promoted("a", null), request("asha"));
    assertThat(asked.pendingRequest()).isPresent();

    Promotion before = verdict(refused("b", "a"), 80, 81, 2);
    assertThat(asked.with(List.of(new Entry(4, before))).pendingRequest()).isPresent();

    Promotion after = verdict(refused("b", "a"), 80, 81, 3);
    assertThat(asked.with(List.of(new Entry(4, after))).pendingRequest()).isEmpty();
  }

  @Test
  void aRequestMadeWhileAChallengerWasTrainedIsPendingAfterItsVerdict() {
    History history =
        history(promoted("a", null), request("asha"), verdict(promoted("b", "a"), 82, 81, 2));

    assertThat(history.pendingRequest()).isPresent();
  }

  @Test
  void verdictsSinceAnOperatorChoseAreTheLearnersLatestOnes() {
    History history =
        history(
            promoted("a", null),
            promoted("b", "a"),
            by("asha", Kind.ROLLED_BACK, "a", "b"),
            promoted("c", "a"),
            refused("d", "c"),
            promoted("e", "c"));

    assertThat(history.sinceOperator("learner"))
        .extracting(Promotion::version)
        .containsExactly("e", "d", "c");
  }

  @Test
  void aVersionIsAssessedByTheLastVerdictFromEitherSide() {
    History history =
        history(
            promoted("a", null),
            verdict(promoted("b", "a"), 82, 80, 0),
            verdict(refused("c", "b"), 75, 83, 0));

    assertThat(history.assessmentOf("a").orElseThrow().holdOutRight()).isEqualTo(80);
    assertThat(history.assessmentOf("b").orElseThrow().holdOutRight()).isEqualTo(83);
    assertThat(history.assessmentOf("c").orElseThrow().holdOutRight()).isEqualTo(75);
    assertThat(history.assessmentOf("z")).isEmpty();
  }

  @Test
  void theFirstModelMayBeMeasuredAndIsNoVerdictForAllThat() {
    Promotion asked = verdict(promoted("b", "a"), 82, 80, 0);
    Promotion first = promoted("a", null).measured(null, asked.challenger(), asked.data());
    History history = history(first, request("asha"));

    assertThat(history.assessmentOf("a").orElseThrow().holdOutRight()).isEqualTo(82);
    assertThat(history.verdictOn("a")).isPresent();
    assertThat(history.lastVerdict()).isEmpty();
    assertThat(history.pendingRequest()).isPresent();
    assertThat(history.with(List.of(new Entry(6, asked))).assessmentOf("a"))
        .hasValueSatisfying(later -> assertThat(later.holdOutRight()).isEqualTo(80));
  }

  @Test
  void itEndsBehindItsLastEntry() {
    assertThat(history(promoted("a", null), promoted("b", "a")).end()).isEqualTo(3);
  }
}
