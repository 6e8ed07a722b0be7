package odia.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import odia.event.Example;
import odia.event.Json;
import odia.event.Promotion.Kind;
import odia.event.Topic;
import odia.model.ToyModels;
import odia.ops.BrokerProcess;
import odia.registry.History;
import odia.registry.PromotionLog;
import odia.registry.SigningKeys;
import odia.stream.ClassifyService;
import odia.stream.Flow;
import odia.stream.LiveModel;
import odia.stream.SeenLabels;
import odia.stream.StreamSettings;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop while its broker is killed: nothing lost, nothing doubled, one promotion. */
class BrokerDeathIT {

  private static final Duration DEADLINE = Duration.ofMinutes(4);
  private static final String FIRST = ToyModels.checkpoint(1).version();
  private static final String SECOND = ToyModels.checkpoint(ToyTraining.seed(25)).version();

  @TempDir private Path folder;

  private Map<String, Object> client(BrokerProcess broker) {
    return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private ClassifyService classifier(BrokerProcess broker) {
    return new ClassifyService(
        new StreamSettings(
            broker.bootstrapServers(),
            "odia-broker-death",
            2,
            Duration.ofMillis(100),
            folder.resolve("state"),
            Map.of(),
            SigningKeys.NONE,
            StreamSettings.Corrections.STANDARD),
        new LiveModel(ToyModels.checkpoint(1)::classifier));
  }

  private static void correct(Map<String, Object> client, int count) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, bytes, bytes)) {
      for (int i = 0; i < count; i++) {
        Instant now = Instant.now();
        String label = ToyModels.LABELS.get(i % 3);
        Example example =
            new Example("d" + i, "ପାଠ୍ୟ " + i, label, "asha", now, now, null, null, List.of());
        byte[] key = example.documentId().getBytes(UTF_8);
        producer.send(new ProducerRecord<>(Topic.EXAMPLES.name(), key, Json.bytes(example)));
      }
    }
  }

  private static History history(Map<String, Object> client) {
    try (PromotionLog log = new PromotionLog(client)) {
      return log.readToEnd();
    }
  }

  private static boolean isChampion(History history, String version) {
    return history.champion().filter(c -> c.version().equals(version)).isPresent();
  }

  @Test
  void aBrokerKilledDuringATrainingCostsNothingButTime() throws Exception {
    LearnerProcess.writeOriginal(folder);
    Path hold = Files.createFile(folder.resolve("hold"));
    try (BrokerProcess broker = new BrokerProcess(folder)) {
      broker.start();
      Map<String, Object> client = client(broker);
      try (ClassifyService classifier = classifier(broker);
          Learner learner = LearnerProcess.learner(client, folder, hold.toString());
          Flow flow = new Flow(client);
          SeenLabels seen = new SeenLabels(client)) {
        classifier.start();
        learner.start();
        flow.start(50);
        correct(client, 25);
        Path job = folder.resolve("learner/job").resolve(ChallengerJob.JOB);
        Awaitility.await().atMost(DEADLINE).until(() -> Files.exists(job) && seen.poll() > 50);

        broker.kill();
        broker.start();
        Files.delete(hold);
        Awaitility.await()
            .atMost(DEADLINE)
            .ignoreExceptionsInstanceOf(KafkaException.class)
            .until(() -> isChampion(history(client), SECOND));
        Awaitility.await()
            .atMost(DEADLINE)
            .until(() -> classifier.check().detail().contains(SECOND));
        int sent = flow.end();

        seen.await(sent);
        seen.assertEachOnceByOneOf(sent, FIRST, SECOND);
        assertThat(history(client).entries())
            .filteredOn(entry -> entry.promotion().kind() == Kind.PROMOTED)
            .hasSize(2);
      }
    }
  }
}
