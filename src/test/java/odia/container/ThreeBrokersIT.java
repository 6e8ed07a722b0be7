package odia.container;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import odia.model.ToyModels;
import odia.registry.SigningKeys;
import odia.stream.ClassifyService;
import odia.stream.Flow;
import odia.stream.LiveModel;
import odia.stream.SeenLabels;
import odia.stream.StreamSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classifier on a cluster as one should be: three brokers, three copies of everything. */
@NeedsDocker
class ThreeBrokersIT {

  private static final Duration DEADLINE = Duration.ofMinutes(4);

  @TempDir private Path folder;
  private Brokers brokers;
  private Topics topics;

  @BeforeEach
  void start() throws Exception {
    brokers = new Brokers();
    brokers.start();
    topics = new Topics(brokers.bootstrapServers());
    topics.apply(3);
  }

  @AfterEach
  void stop() {
    brokers.close();
  }

  private ClassifyService classifier() {
    return new ClassifyService(
        new StreamSettings(
            brokers.bootstrapServers(),
            "odia-three-brokers",
            2,
            Duration.ofMillis(100),
            folder.resolve("state"),
            Map.of(),
            SigningKeys.NONE,
            StreamSettings.Corrections.STANDARD),
        new LiveModel(ToyModels.checkpoint(1)::classifier));
  }

  private static void awaitMore(SeenLabels seen, int documents) {
    int enough = seen.poll() + documents;
    await().atMost(DEADLINE).pollInterval(Duration.ofMillis(5)).until(() -> seen.poll() >= enough);
  }

  @Test
  void theLeaderKilledAndStartedAgainUnderLoadCostsNothing() throws Exception {
    try (ClassifyService classifier = classifier();
        Flow flow = new Flow(topics.client());
        SeenLabels seen = new SeenLabels(topics.client())) {
      classifier.start();
      flow.start(200);
      awaitMore(seen, 500);
      int leader = topics.leader();
      brokers.kill(leader);
      await().atMost(DEADLINE).ignoreExceptions().until(() -> topics.leader() != leader);
      awaitMore(seen, 1_000);
      brokers.restart(leader);
      awaitMore(seen, 1_000);
      topics.assertBalance("leader killed", flow.end(), seen);
    }
  }
}
