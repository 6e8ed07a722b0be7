package odia.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import odia.model.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainerTest {

  @TempDir private Path folder;
  private final List<String> log = new ArrayList<>();

  private Checkpoint pretrain(PretrainSettings settings, String state) throws IOException {
    return new Pretrainer(settings, ToyCorpus::lines, ToyCorpus::nothing, log::add)
        .run(Map.of("text", "toy"), folder.resolve(state));
  }

  @Test
  void theLanguageModelForeseesMoreThanWordFrequencies() throws IOException {
    Map<String, Double> metrics = pretrain(ToyCorpus.settings(3, 4), "state").manifest().metrics();

    assertThat(metrics.get("validationPerplexity"))
        .isLessThan(0.8 * metrics.get("wordFrequencyPerplexity"));
    assertThat(log).anyMatch(line -> line.contains("words/s") && line.contains("perplexity"));
  }

  @Test
  void theSameSeedGivesTheSameCheckpoint() throws IOException {
    Checkpoint one = pretrain(ToyCorpus.settings(2, 1), "a");
    Checkpoint other = pretrain(ToyCorpus.settings(2, 1), "b");

    assertThat(other.version()).isEqualTo(one.version());
  }

  @Test
  void aTrainingThatWasStoppedGoesOnAsIfItHadNotBeen() throws IOException {
    Checkpoint whole = pretrain(ToyCorpus.settings(2, 3), "a");

    for (int stop : new int[] {1, 4}) {
      assertThatThrownBy(() -> stopped(stop)).hasMessage("stopped");
      log.clear();
      Checkpoint resumed = pretrain(ToyCorpus.settings(2, 3), "b");
      assertThat(log.get(0)).contains("resuming");
      assertThat(resumed.version()).isEqualTo(whole.version());
    }
  }

  /** Stops at the first word of the given epoch's closing line, both kinds of epoch counted. */
  private void stopped(int epochs) throws IOException {
    int[] finished = new int[1];
    new Pretrainer(
            ToyCorpus.settings(2, 3),
            ToyCorpus::lines,
            ToyCorpus::nothing,
            line -> {
              if (line.contains(" epoch ") && !line.contains("to go") && ++finished[0] > epochs) {
                throw new IllegalStateException("stopped");
              }
            })
        .run(Map.of("text", "toy"), folder.resolve("b"));
  }

  @Test
  void aStateOfAnotherTrainingOrADamagedOneIsNotTakenUp() throws IOException {
    Files.write(folder.resolve("state"), new byte[] {1, 2, 3});
    pretrain(ToyCorpus.settings(1, 0), "state");

    assertThat(log).noneMatch(line -> line.contains("resuming"));
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void tooLittleTextIsRefused() {
    Pretrainer pretrainer =
        new Pretrainer(
            ToyCorpus.settings(1, 1), sink -> sink.accept("ଏକ ଦୁଇ"), ToyCorpus::nothing, log::add);

    assertThatThrownBy(() -> pretrainer.run(Map.of(), folder.resolve("state")))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("2 words");
  }

  @Test
  void provenanceHasSettingsSeedAndData() throws IOException {
    var provenance = pretrain(ToyCorpus.settings(1, 0), "state").manifest().provenance();

    assertThat(provenance.command()).isEqualTo("pretrain");
    assertThat(provenance.settings()).containsEntry("seed", "3").containsKey("skipGram");
    assertThat(provenance.data()).containsEntry("text", "toy");
  }
}
