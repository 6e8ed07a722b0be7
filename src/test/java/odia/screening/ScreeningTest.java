package odia.screening;

import static odia.screening.Examples.HEALTH;
import static odia.screening.Examples.RULE;
import static odia.screening.Examples.SPORT;
import static odia.screening.Examples.example;
import static odia.screening.Examples.rules;
import static odia.screening.Examples.says;
import static odia.screening.Examples.screening;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import odia.corpus.LabelledText;
import odia.event.Example;
import odia.event.Example.Opinion;
import odia.event.Promotion.Annotator;
import odia.model.LabelChanges;
import org.junit.jupiter.api.Test;

class ScreeningTest {

  private static final int DAY = 24 * 60;
  private static final String NEW = "ଅର୍ଥନୀତି";

  private static Screening.Result screened(Example... examples) {
    return screened(rules(100), LabelChanges.NONE, List.of(examples));
  }

  private static Screening.Result screened(
      ScreeningRules rules, LabelChanges changes, List<Example> examples) {
    return screening(rules, changes).of(examples);
  }

  private static List<Example> many(int from, int to, String label, String by, int minute) {
    List<Example> examples = new ArrayList<>();
    for (int i = from; i < to; i++) {
      examples.add(example(i, label, by, minute + i - from));
    }
    return examples;
  }

  private static List<Example> all(List<Example> some, List<Example> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static Annotator row(Screening.Result result, String name) {
    return result.annotators().stream().filter(a -> a.name().equals(name)).findFirst().get();
  }

  private static List<LabelledText> used(Screening.Result result) {
    return Stream.concat(result.train().stream(), result.heldOut().stream()).toList();
  }

  @Test
  void aPlainCorrectionIsUsed() {
    Screening.Result result = screened(example(1, SPORT, "a", 0));

    assertThat(used(result)).containsExactly(new LabelledText("d1", SPORT, Examples.text(1)));
    assertThat(result.used()).containsExactly("d1");
    assertThat(result.setAside()).isEmpty();
    assertThat(result.annotators()).containsExactly(new Annotator("a", 1, 1, 0, 0, false));
  }

  @Test
  void aShareIsHeldOutByTheTextAlone() {
    Screening.Result one = screened(rules(1000), LabelChanges.NONE, many(0, 500, SPORT, "a", 0));
    Screening.Result other = screened(rules(1000), LabelChanges.NONE, many(0, 500, RULE, "b", 9));

    assertThat(one.heldOut().size()).isBetween(75, 125);
    assertThat(one.heldOut().stream().map(LabelledText::id))
        .isEqualTo(other.heldOut().stream().map(LabelledText::id).toList());
  }

  @Test
  void aTextOfTheHoldOutIsNeverUsedAndItsLabelIsCompared() {
    Screening.Result result = screened(example(2000, RULE, "a", 0));

    assertThat(result.setAside()).isEqualTo(Map.of(Screening.IN_HOLD_OUT, 1));
    assertThat(row(result, "a").contradicted()).isOne();
  }

  @Test
  void anOriginalTextIsLearnedFromAlready() {
    Screening.Result result = screened(example(1000, SPORT, "a", 0), example(1001, SPORT, "a", 1));

    assertThat(result.setAside()).isEqualTo(Map.of(Screening.KNOWN, 2));
    assertThat(row(result, "a")).isEqualTo(new Annotator("a", 2, 0, 2, 1, false));
  }

  @Test
  void aBlockedAnnotatorIsNotHeard() {
    Screening.Result result =
        screened(
            rules(100, "evil"),
            LabelChanges.NONE,
            List.of(
                example(1, SPORT, "evil", 0),
                example(2, SPORT, "evil", 1, says("a", RULE)),
                example(3, HEALTH, "a", 2, says("evil", SPORT))));

    assertThat(result.setAside()).isEqualTo(Map.of(Screening.BLOCKED, 1));
    assertThat(used(result))
        .extracting(LabelledText::label)
        .containsExactlyInAnyOrder(RULE, HEALTH);
    assertThat(row(result, "evil")).isEqualTo(new Annotator("evil", 3, 0, 0, 0, false));
    assertThat(row(result, "a").contradicted()).isZero();
  }

  @Test
  void whereOneSaysThisAndOneThatNobodyIsBelieved() {
    Screening.Result result =
        screened(
            example(1, SPORT, "a", 0, says("b", RULE)),
            example(2, SPORT, "a", 1),
            example("copy", Examples.text(2) + " !", RULE, "b", 2));

    assertThat(result.setAside()).isEqualTo(Map.of(Screening.CONFLICT, 3));
  }

  @Test
  void mostVoicesDecideWhoeverSpokeLast() {
    Screening.Result result =
        screened(
            example(1, SPORT, "z", 0, says("a", RULE), says("b", RULE)),
            example(2, HEALTH, "a", 1, says("b", HEALTH), says("z", SPORT)));

    assertThat(used(result)).extracting(LabelledText::label).containsExactly(RULE, HEALTH);
    assertThat(row(result, "z")).isEqualTo(new Annotator("z", 2, 0, 2, 2, false));
  }

  @Test
  void ofOnePersonTheLastWordCounts() {
    Screening.Result result =
        screened(example(1, SPORT, "a", 0), example("copy", Examples.text(1), RULE, "a", 1));

    assertThat(used(result)).extracting(LabelledText::label).containsExactly(RULE);
    assertThat(result.setAside()).isEqualTo(Map.of(Screening.AGAIN, 1));
  }

  @Test
  void aPersonsEarlierWordBehindSomebodyElsesDoesNotReplaceTheLater() {
    Screening.Result result =
        screened(
            example(1, RULE, "a", 0),
            example("copy", Examples.text(1), RULE, "b", 1, says("a", SPORT)));

    assertThat(used(result)).extracting(LabelledText::label).containsExactly(RULE);
  }

  @Test
  void aWindowCountsNoMoreThanTheCap() {
    List<Example> examples =
        all(
            all(many(0, 20, SPORT, "a", 0), many(20, 30, SPORT, "b", 0)),
            many(30, 36, SPORT, "a", DAY));
    Screening.Result result = screened(rules(10), LabelChanges.NONE, examples);

    assertThat(result.setAside()).isEqualTo(Map.of(Screening.CAPPED, 10));
    assertThat(row(result, "a").used()).isEqualTo(16);
    assertThat(row(result, "b").used()).isEqualTo(10);
  }

  @Test
  void aFloodDoesNotDisplaceWhatCameBeforeIt() {
    List<Example> before = many(0, 8, SPORT, "a", 0);
    Screening.Result result =
        screened(rules(8), LabelChanges.NONE, all(many(8, 99, RULE, "a", 60), before));

    assertThat(result.used()).hasSize(8).isEqualTo(Set.copyOf(ids(before)));
  }

  private static List<String> ids(List<Example> examples) {
    return examples.stream().map(Example::documentId).toList();
  }

  @Test
  void aTimeThatSomebodyClaimsDoesNotStretchTheCap() {
    List<Example> claimed = new ArrayList<>();
    for (Example e : many(0, 50, SPORT, "a", 0)) {
      Instant at = e.at().plus(Duration.ofDays(claimed.size()));
      claimed.add(
          new Example(
              e.documentId(), e.text(), SPORT, "a", at, e.receivedAt(), null, null, List.of()));
    }

    assertThat(screened(rules(10), LabelChanges.NONE, claimed).used()).hasSize(10);
  }

  @Test
  void aFloodAnnulsNoMoreThanTheCapOfOthersCorrections() {
    List<Example> overwritten = new ArrayList<>();
    List<Example> behind = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      overwritten.add(example(i, RULE, "evil", i, says("a" + i, SPORT)));
      behind.add(example(i, SPORT, "a" + i, i, says("evil", RULE)));
    }
    for (List<Example> examples : List.of(overwritten, behind)) {
      Screening.Result result = screened(rules(4), LabelChanges.NONE, examples);
      assertThat(used(result)).hasSize(46).allMatch(text -> text.label().equals(SPORT));
      assertThat(result.setAside()).isEqualTo(Map.of(Screening.CONFLICT, 4));
    }
  }

  @Test
  void aTextBeyondSomebodysCapIsNotLostForTheNext() {
    List<Example> flood = many(0, 20, SPORT, "evil", 0);
    Example honest = example("mine", Examples.text(19), RULE, "a", 60);
    Screening.Result result = screened(rules(10), LabelChanges.NONE, all(flood, List.of(honest)));

    assertThat(used(result)).filteredOn(t -> t.text().equals(honest.text())).hasSize(1);
    assertThat(row(result, "a").used()).isOne();
  }

  @Test
  void whoMostlyContradictsSeveralOthersIsFlaggedAndTheirWordStands() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      examples.add(example(i, RULE, "evil", i, says("a", SPORT)));
      examples.add(example(10 + i, SPORT, "b", i, says("evil", RULE)));
    }
    examples.add(example(99, RULE, "evil", 99));
    Screening.Result result = screened(rules(100), LabelChanges.NONE, examples);

    assertThat(row(result, "evil")).isEqualTo(new Annotator("evil", 21, 0, 20, 20, true));
    assertThat(used(result)).hasSize(20).allMatch(text -> text.label().equals(SPORT));
    assertThat(result.setAside()).isEqualTo(Map.of(Screening.FLAGGED, 1));
    assertThat(row(result, "a").flagged() || row(result, "b").flagged()).isFalse();
  }

  @Test
  void whoMostlyContradictsTrustedTextsIsFlagged() {
    List<Example> examples = new ArrayList<>(many(0, 20, RULE, "evil", 0));
    for (int i = 0; i < 5; i++) {
      examples.add(example(2000 + 3 * (i % 4), RULE, "evil", 30 + i));
    }
    assertThat(row(screened(rules(100), LabelChanges.NONE, examples), "evil").flagged()).isFalse();

    examples.add(example(1000, RULE, "evil", 40));
    Screening.Result result = screened(rules(100), LabelChanges.NONE, examples);
    assertThat(row(result, "evil").flagged()).isTrue();
    assertThat(result.setAside()).containsEntry(Screening.FLAGGED, 20);
  }

  @Test
  void oneCannotSilenceAnotherEvenWithTheHelpOfAnHonestMistake() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      examples.add(example(i, RULE, "evil", i, says("a", SPORT)));
    }
    for (int i = 60; i < 64; i++) {
      examples.add(example(i, RULE, "b", i, says("a", SPORT)));
    }
    examples.add(example(99, SPORT, "a", 99));
    Screening.Result result = screened(rules(100), LabelChanges.NONE, examples);

    assertThat(row(result, "a").contradicted()).isEqualTo(64);
    assertThat(row(result, "a").flagged()).isFalse();
    assertThat(result.used()).contains("d99");
  }

  @Test
  void aFewComparisonsFlagNobody() {
    List<Opinion> others = List.of(says("a", SPORT), says("b", SPORT));
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      examples.add(example(i, RULE, "c", i, others.toArray(Opinion[]::new)));
    }
    Screening.Result four = screened(rules(100), LabelChanges.NONE, examples);
    examples.add(example(4, RULE, "c", 4, others.toArray(Opinion[]::new)));
    Screening.Result five = screened(rules(100), LabelChanges.NONE, examples);

    assertThat(row(four, "c").flagged()).isFalse();
    assertThat(row(five, "c").flagged()).isTrue();
  }

  @Test
  void aNewLabelIsLearnedFromEnoughExamplesHeldOutOnesAmongThem() {
    Screening.Result two = screened(rules(100), LabelChanges.NONE, many(0, 2, NEW, "a", 0));

    assertThat(two.setAside()).isEqualTo(Map.of(Screening.TOO_FEW, 2));
    Screening.Result fifteen = screened(rules(100), LabelChanges.NONE, many(0, 15, NEW, "a", 0));
    assertThat(fifteen.used()).hasSize(15);
    ScreeningRules exact = new ScreeningRules(100, Duration.ofDays(1), 15, 0.2, Set.of());
    assertThat(screened(exact, LabelChanges.NONE, many(0, 15, NEW, "a", 0))).isEqualTo(fifteen);
    assertThat(fifteen.heldOut()).as("else this test says little").isNotEmpty();
    assertThat(screened(exact, LabelChanges.NONE, many(0, 14, NEW, "a", 0)).used()).isEmpty();
  }

  @Test
  void aRemovedLabelIsNotHeardAndHarmsNobodyWhoUsedIt() {
    LabelChanges changes = new LabelChanges(Set.of(), Set.of(SPORT), Map.of());
    List<Example> examples = new ArrayList<>(List.of(example(50, SPORT, "a", 0)));
    for (int i = 0; i < 10; i++) {
      examples.add(example(i, RULE, "b" + i % 2, i, says("a", SPORT)));
    }
    examples.add(example(60, RULE, "a", 60));
    Screening.Result result = screened(rules(100), changes, examples);

    assertThat(result.setAside()).isEqualTo(Map.of(Screening.REMOVED, 1));
    assertThat(used(result)).hasSize(11).allMatch(text -> text.label().equals(RULE));
  }

  @Test
  void anOldNameAndItsNewOneAreTheSameLabel() {
    LabelChanges changes = new LabelChanges(Set.of(), Set.of(), Map.of(SPORT, "କ୍ରୀଡ଼ା"));
    Screening.Result result =
        screened(rules(100), changes, List.of(example(1, SPORT, "a", 0, says("b", "କ୍ରୀଡ଼ା"))));

    assertThat(used(result)).extracting(LabelledText::label).containsExactly("କ୍ରୀଡ଼ା");
    assertThat(row(result, "a")).isEqualTo(new Annotator("a", 1, 1, 1, 0, false));
  }

  /** Anything that people may do, and more of it. */
  private static List<Example> anything(long seed) {
    Random random = new Random(seed);
    List<String> labels = List.of(SPORT, RULE, HEALTH, NEW, "ଅନ୍ୟ");
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int text = random.nextInt(10) == 0 ? 1000 + 1000 * random.nextInt(2) : random.nextInt(200);
      List<Opinion> others = new ArrayList<>();
      for (int j = random.nextInt(3); j > 0; j--) {
        others.add(says("p" + random.nextInt(6), labels.get(random.nextInt(5))));
      }
      String label = labels.get(random.nextInt(5));
      String by = "p" + random.nextInt(6);
      Opinion[] opinions = others.toArray(Opinion[]::new);
      int minute = random.nextInt(3 * DAY);
      examples.add(example("x" + i, Examples.text(text), label, by, minute, opinions));
    }
    return examples;
  }

  private static final LabelChanges CHANGES =
      new LabelChanges(Set.of(NEW), Set.of(HEALTH), Map.of("ଅନ୍ୟ", "ବିବିଧ"));

  @Test
  void everyDocumentIsLearnedFromOrHeldOutOrSetAside() {
    for (int seed = 0; seed < 50; seed++) {
      Screening.Result result = screened(rules(20, "p0"), CHANGES, anything(seed));
      int aside = result.setAside().values().stream().mapToInt(Integer::intValue).sum();
      int annotators = result.annotators().stream().mapToInt(Annotator::used).sum();

      assertThat(used(result).size() + aside).isEqualTo(300);
      assertThat(annotators).isEqualTo(used(result).size()).isEqualTo(result.used().size());
      assertThat(row(result, "p0").used()).isZero();
      assertThat(used(result)).extracting(LabelledText::label).doesNotContain(HEALTH, "ଅନ୍ୟ");
      assertThat(used(result)).extracting(t -> TextKey.of(t.text())).doesNotHaveDuplicates();
    }
  }

  @Test
  void theOrderOfArrivalChangesNothing() {
    Random random = new Random(1);
    for (int seed = 0; seed < 20; seed++) {
      List<Example> examples = new ArrayList<>(anything(seed));
      Screening screening = screening(rules(20, "p0"), CHANGES);
      Screening.Result once = screening.of(examples);
      Collections.shuffle(examples, random);

      assertThat(screening.of(examples)).isEqualTo(once);
      assertThat(screened(rules(20, "p0"), CHANGES, examples)).isEqualTo(once);
    }
  }
}
