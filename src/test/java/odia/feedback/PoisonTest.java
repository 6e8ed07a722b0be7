package odia.feedback;

import static odia.feedback.ToyWorld.MINUTES_A_DAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import odia.corpus.LabelledText;
import odia.event.Example;
import odia.event.Example.Opinion;
import odia.event.Promotion.Annotator;
import odia.feedback.ChallengerJob.Result;
import odia.model.LabelChanges;
import odia.screening.Screening;
import odia.screening.ScreeningRules;
import odia.training.ToyCorpus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One hostile annotator and 500 wrong labels, the fifth of them a day that the cap lets through.
 */
class PoisonTest {

  private static final List<String> LABELS = List.of("କ୍ରୀଡ଼ା", "ରାଜନୀତି", "ସ୍ୱାସ୍ଥ୍ୟ");
  private static final LabelChanges NONE = LabelChanges.NONE;

  @TempDir private static Path folder;
  private static ToyWorld world;
  private static byte[] base;
  private static byte[] first;
  private Arena arena;

  @BeforeAll
  static void makeChampion() throws IOException {
    base = ToyCorpus.classifier(folder.resolve("state")).toBytes();
    world = ToyWorld.in(folder.resolve("original"), 60);
    Arena empty = new Arena(folder.resolve("first"), world.folder(), base);
    first = empty.train(screened(List.of()), NONE, base);
  }

  @BeforeEach
  void begin() {
    arena = new Arena(folder.resolve("job"), world.folder(), base);
    arena.champion(first);
  }

  private static Screening.Result screened(List<Example> examples, String... blocked) {
    return world.screened(ToyWorld.rules(blocked), NONE, examples);
  }

  /** Five hundred in one day, and five days of a hundred. */
  private static List<Example> poison(int aDay, Function<LabelledText, String> wrong) {
    List<Example> examples = new ArrayList<>();
    for (LabelledText text : ToyCorpus.labelled(500, 31)) {
      int n = examples.size();
      int minute = n / aDay * MINUTES_A_DAY + n % aDay;
      examples.add(ToyWorld.example(text, wrong.apply(text), "evil", minute));
    }
    return examples;
  }

  private static Function<LabelledText, String> anyWrong(long seed) {
    Random random = new Random(seed);
    return text ->
        LABELS.get((LABELS.indexOf(text.label()) + 1 + random.nextInt(2)) % LABELS.size());
  }

  private static Annotator evil(Screening.Result data) {
    return data.annotators().stream().filter(a -> a.name().equals("evil")).findFirst().get();
  }

  /** The champion never loses more than one of a hundred texts, whatever is promoted. */
  private void endures(List<Example> poison, int... rounds) {
    int before = -1;
    for (int sent : rounds) {
      Screening.Result data = screened(poison.subList(0, sent));
      Result result = arena.round(data, NONE);
      before = before < 0 ? result.champion().holdOutRight() : before;
      int now = (result.promote() ? result.challenger() : result.champion()).holdOutRight();
      assertThat(now).as(result.reason()).isGreaterThanOrEqualTo(before - 1);
      assertThat(evil(data).corrections()).isBetween(sent - 10, sent);
    }
  }

  @Test
  void theFirstChampionIsWorthDefending() {
    assertThat(arena.round(screened(List.of()), NONE).champion().holdOutRight()).isGreaterThan(90);
  }

  @Test
  void fiveHundredWrongLabelsInOneDayAreMostlySetAside() {
    Screening.Result data = screened(poison(500, anyWrong(1)));

    assertThat(evil(data).used()).isLessThanOrEqualTo(100);
    assertThat(data.setAside().get(Screening.CAPPED)).isGreaterThan(300);
    endures(poison(500, anyWrong(1)), 500);
  }

  @Test
  void fiveHundredWrongLabelsInFiveDaysAreRefused() {
    endures(poison(100, anyWrong(2)), 200, 500);
  }

  @Test
  void fiveHundredOfOneLabelAreRefused() {
    endures(poison(100, text -> LABELS.get(0)), 100, 500);
  }

  @Test
  void fiveHundredThatEmptyOneLabelAreRefused() {
    Function<LabelledText, String> emptied =
        text -> text.label().equals(LABELS.get(2)) ? LABELS.get(1) : text.label();
    endures(poison(100, emptied), 100, 500);
  }

  @Test
  void fiveHundredWithoutAnyCapAreRefused() {
    ScreeningRules noCap =
        new ScreeningRules(
            1_000_000, ToyWorld.rules().window(), 15, 0.2, ToyWorld.rules().blocked());
    Screening.Result data = world.screened(noCap, NONE, poison(500, anyWrong(3)));
    Result result = arena.round(data, NONE);

    assertThat(evil(data).used()).isGreaterThan(400);
    assertThat(result.promote()).as(result.reason()).isFalse();
  }

  /** Each of them on a text that one of two honest people corrects before. */
  private static List<Example> contested() {
    List<Example> examples = new ArrayList<>();
    Function<LabelledText, String> wrong = anyWrong(4);
    for (LabelledText text : ToyCorpus.labelled(500, 41)) {
      int n = examples.size();
      Opinion right = new Opinion(n % 2 == 0 ? "asha" : "bina", text.label(), ToyWorld.START);
      int minute = n / 100 * MINUTES_A_DAY + n % 100;
      examples.add(ToyWorld.example(text, wrong.apply(text), "evil", minute, right));
    }
    return examples;
  }

  @Test
  void whoContradictsOthersIsFlaggedAndTheOthersAreLearnedFrom() {
    Screening.Result data = screened(contested());

    assertThat(evil(data).flagged()).isTrue();
    assertThat(evil(data).used()).isZero();
    assertThat(data.annotators()).filteredOn(Annotator::flagged).hasSize(1);
    assertThat(data.train().size()).isGreaterThan(300);
    endures(contested(), 500);
  }

  @Test
  void onceBlockedThePoisonHoldsNobodyUp() {
    List<Example> both = new ArrayList<>(ToyWorld.honest(60, 21));
    Screening.Result clean = screened(both);
    both.addAll(poison(500, anyWrong(5)));
    Screening.Result blocked = screened(both, "evil");

    assertThat(blocked.train()).isEqualTo(clean.train());
    assertThat(blocked.heldOut()).isEqualTo(clean.heldOut());
    assertThat(evil(blocked).corrections()).isGreaterThan(400);
  }
}
