package odia.container;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The way from documents to labels through a broker as it is released, in a container. */
@NeedsDocker
@Testcontainers
class ContainerKafkaIT {

  @Container
  private final KafkaContainer kafka =
      new KafkaContainer(Images.kafka()).withStartupTimeout(Duration.ofMinutes(3));

  @TempDir private Path folder;

  private ClassifyService classifier() {
    return new ClassifyService(
        new StreamSettings(
            kafka.getBootstrapServers(),
            "odia-container",
            2,
            Duration.ofMillis(100),
            folder.resolve("state"),
            Map.of(),
            SigningKeys.NONE,
            StreamSettings.Corrections.STANDARD),
        new LiveModel(ToyModels.checkpoint(1)::classifier));
  }

  @Test
  void everyDocumentGetsOneLabel() throws Exception {
    Topics topics = new Topics(kafka.getBootstrapServers());
    topics.apply(1);
    try (ClassifyService classifier = classifier();
        Flow flow = new Flow(topics.client());
        SeenLabels seen = new SeenLabels(topics.client())) {
      classifier.start();
      flow.start(500);
      seen.await(1_000);
      topics.assertBalance("one broker", flow.end(), seen);
    }
  }
}
