package odia.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import odia.event.DeadLetter;
import odia.event.DeadLetter.Origin;
import odia.event.DeadLetter.Stage;
import odia.event.Topic;
import odia.follow.TopicScan;
import odia.registry.TestRegistry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RedriveCommandIT {

  @TempDir private static Path folder;

  private TestRegistry registry;

  @BeforeEach
  void start() {
    registry = new TestRegistry(folder);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private void putAside(String id, Stage stage, String value)
      throws ExecutionException, InterruptedException {
    Origin origin = new Origin(Topic.DOCUMENTS.name(), 0, 7, 1);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topic.DEAD_LETTERS.name(),
            0,
            id.getBytes(UTF_8),
            value == null ? null : value.getBytes(UTF_8));
    new DeadLetter(stage, "a reason", origin).headers().forEach(record.headers()::add);
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(registry.client(), bytes, bytes)) {
      producer.send(record).get();
    }
  }

  private int run(String... arguments) {
    PrintStream before = System.out;
    System.setOut(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    try {
      List<String> all = new ArrayList<>(List.of("--bootstrap", registry.bootstrapServers()));
      all.addAll(List.of(arguments));
      return new CommandLine(new RedriveCommand()).execute(all.toArray(String[]::new));
    } finally {
      System.setOut(before);
    }
  }

  private List<String> documents() {
    List<String> found = new ArrayList<>();
    try (TopicScan scan = new TopicScan(registry.client())) {
      scan.read(
          Topic.DOCUMENTS.name(),
          Instant.EPOCH,
          record -> found.add(new String(record.value(), UTF_8)));
    }
    return found;
  }

  @Test
  void onlyWhatIsChosenIsSentAndOnlyOnce() throws ExecutionException, InterruptedException {
    putAside("d1", Stage.CLASSIFY, "one");
    putAside("d2", Stage.DECODE, "two");
    assertThat(run("--stage", "classify")).isZero();
    assertThat(documents()).as("without --yes").isEmpty();

    assertThat(run("--stage", "classify", "--yes")).isZero();
    assertThat(run("--stage", "classify", "--yes")).isZero();
    assertThat(documents()).containsExactly("one");
  }

  @Test
  void whatHasNoContentIsRefused() throws ExecutionException, InterruptedException {
    putAside("d3", Stage.LANGUAGE, null);
    assertThat(run("--stage", "language", "--yes")).isEqualTo(1);
    assertThat(run("--stage", "language", "--since", "2100-01-01T00:00:00Z", "--yes")).isZero();
  }
}
