package odia.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnerTest {

  @TempDir private Path folder;

  @Test
  void withoutItsOriginalTextsItGivesUpAndSaysWhy() throws Exception {
    Files.createDirectories(folder.resolve("original"));
    Learner learner =
        LearnerProcess.learner(Map.of("bootstrap.servers", "127.0.0.1:1"), folder, "train");
    learner.start();
    try {
      await().atMost(Duration.ofMinutes(1)).until(learner::hasFailed);
      assertThat(learner.check().ok()).isFalse();
      assertThat(learner.check().detail()).contains("train.tsv");
    } finally {
      learner.close();
    }
  }
}
