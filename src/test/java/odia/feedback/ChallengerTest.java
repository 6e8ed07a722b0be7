package odia.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import odia.event.Example;
import odia.feedback.ChallengerJob.Result;
import odia.model.LabelChanges;
import odia.screening.Screening;
import odia.training.ToyCorpus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChallengerTest {

  private static final String MONEY = "ଅର୍ଥନୀତି";
  private static final String SPORT = "କ୍ରୀଡ଼ା";
  private static final LabelChanges NONE = LabelChanges.NONE;

  @TempDir private static Path folder;
  private static ToyWorld world;
  private static byte[] base;
  private static byte[] first;
  private Arena arena;

  /** The first champion knows little: it has seen twelve texts. */
  @BeforeAll
  static void makeChampion() throws IOException {
    base = ToyCorpus.classifier(folder.resolve("state")).toBytes();
    world = ToyWorld.in(folder.resolve("original"), 12);
    Arena empty = new Arena(folder.resolve("first"), world.folder(), base);
    first = empty.train(screened(NONE, List.of()), NONE, base);
  }

  @BeforeEach
  void begin() {
    arena = new Arena(folder.resolve("job"), world.folder(), base);
    arena.champion(first);
  }

  private static Screening.Result screened(LabelChanges changes, List<Example> examples) {
    return world.screened(ToyWorld.rules(), changes, examples);
  }

  private Result round(LabelChanges changes, List<Example> examples) {
    return arena.round(screened(changes, examples), changes);
  }

  private static List<Example> honestAnd(List<Example> more) {
    return Stream.concat(ToyWorld.honest(60, 21).stream(), more.stream()).toList();
  }

  @Test
  void whatPeopleCorrectIsLearnedAndPromoted() {
    Result result = round(NONE, ToyWorld.honest(90, 21));

    assertThat(result.promote()).as(result.reason()).isTrue();
    assertThat(result.challenger().holdOutRight()).isGreaterThan(result.champion().holdOutRight());
    assertThat(result.challenger().holdOut()).isEqualTo(100);
    assertThat(result.original()).isEqualTo(12);
    int learned = screened(NONE, ToyWorld.honest(90, 21)).train().size();
    assertThat(result.trained().values().stream().mapToInt(n -> n).sum()).isEqualTo(12 + learned);
    assertThat(arena.champion().version()).isEqualTo(result.version());
  }

  @Test
  void theSameJobGivesTheSameVersion() {
    Result once = round(NONE, ToyWorld.honest(30, 21));
    arena.champion(first);

    assertThat(round(NONE, ToyWorld.honest(30, 21))).isEqualTo(once);
  }

  @Test
  void withoutCorrectionsTheSameChampionComesOutAndStays() {
    Result result = round(NONE, List.of());

    assertThat(result.promote()).isFalse();
    assertThat(result.reason()).contains("no correction is held out yet");
    assertThat(result.version()).isEqualTo(arena.champion().version());
  }

  @Test
  void aNewLabelIsLearnedFromEnoughExamples() {
    Result result = round(NONE, honestAnd(ToyWorld.money(MONEY, 15)));

    assertThat(result.labels()).hasSize(4).contains(MONEY);
    assertThat(result.promote()).as(result.reason()).isTrue();
    try (var champion = arena.champion().classifier()) {
      assertThat(champion.classify("ବଜାର ଟଙ୍କା ସୁଧ ଋଣ").label()).isEqualTo(MONEY);
    }
  }

  @Test
  void aNewLabelWithTooFewExamplesWaits() {
    Screening.Result data = screened(NONE, ToyWorld.money(MONEY, 14));

    assertThat(data.setAside()).isEqualTo(Map.of(Screening.TOO_FEW, 14));
    assertThat(arena.round(data, NONE).labels()).hasSize(3).doesNotContain(MONEY);
  }

  @Test
  void aRemovedLabelIsGoneFromTheNextChampion() {
    LabelChanges changes = new LabelChanges(Set.of(), Set.of(SPORT), Map.of());
    Result result = round(changes, ToyWorld.honest(60, 21));

    assertThat(result.labels()).hasSize(2).doesNotContain(SPORT);
    assertThat(result.promote()).as(result.reason()).isTrue();
    assertThat(result.challenger().recall()).doesNotContainKey(SPORT);
    assertThat(result.trained()).hasSize(2).doesNotContainKey(SPORT);
  }

  @Test
  void aRenamedLabelHasItsNewNameWithoutAnyCorrection() {
    LabelChanges changes = new LabelChanges(Set.of(), Set.of(), Map.of(SPORT, "ଖେଳ"));
    Result result = round(changes, List.of());

    assertThat(result.labels()).hasSize(3).contains("ଖେଳ").doesNotContain(SPORT);
    assertThat(result.promote()).as(result.reason()).isTrue();
    assertThat(result.champion().recall()).containsKey("ଖେଳ");
    assertThat(result.trained()).containsEntry("ଖେଳ", 4).doesNotContainKey(SPORT);
    assertThat(round(changes, List.of()).promote()).as("once is enough").isFalse();
  }

  @Test
  void anUnlearnedCorrectionLeavesNoTrace() {
    Result before = round(NONE, ToyWorld.honest(30, 21));
    arena.champion(first);
    round(NONE, ToyWorld.honest(60, 21));
    arena.champion(first);

    assertThat(round(NONE, ToyWorld.honest(30, 21)).version()).isEqualTo(before.version());
  }
}
