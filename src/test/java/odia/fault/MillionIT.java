package odia.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import odia.demo.DemoDocuments;
import odia.event.Json;
import odia.event.Topic;
import odia.ops.BrokerProcess;
import odia.ops.Flat;
import odia.ops.RoleProcess;
import odia.ops.RoleProcess.Jvm;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * As many documents as {@code -Ddocuments} says through the classifier as users run it, with the
 * bundled model: each has one outcome, and memory stays flat, in the heap and outside of it.
 */
@EnabledOnOs(OS.LINUX) // which says how much memory is resident
class MillionIT {

  private static final int DOCUMENTS = Integer.getInteger("documents", 10_000);
  private static final int PER_SECOND = Integer.getInteger("documents.rate", 200);
  private static final int SAMPLES = 12;

  /** From one sample to the next. */
  private static final Duration LONGEST =
      Duration.ofMinutes(5).plusSeconds(4L * DOCUMENTS / SAMPLES / PER_SECOND);

  /** The last third may be so much larger than the one before; what leaks grows for ever. */
  private static final double FLAT = 1.15;

  /** All of the heap is resident from the beginning: what comes later is outside of it. */
  private static final long HEAP = 512L << 20;

  private static final Jvm JVM = Jvm.ours("-Xms512m", "-XX:+AlwaysPreTouch");

  /** What was measured at one moment, in bytes. */
  private record Sample(int documents, long heap, long outside) {}

  @TempDir private Path folder;

  @Test
  void memoryStaysFlatAndEveryDocumentHasOneOutcome() throws Exception {
    try (BrokerProcess broker = new BrokerProcess(folder)) {
      broker.start();
      DemoDocuments texts = new DemoDocuments("million");
      Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
      try (RoleProcess classifier = classifier(broker);
          Load load = new Load(client, (i, key) -> document(texts, i, key))) {
        Trial trial = new Trial("%,d documents".formatted(DOCUMENTS), load, PER_SECOND);
        load.start(PER_SECOND, DOCUMENTS);
        trial.begin();
        List<Sample> samples = samples(classifier, load);
        trial.balance(MillionIT::isPoison);
        Flat.assertFlat(samples.stream().map(Sample::heap).toList(), FLAT);
        Flat.assertFlat(samples.stream().map(Sample::outside).toList(), FLAT);
      }
    }
  }

  private RoleProcess classifier(BrokerProcess broker) throws IOException {
    Path log = Files.createDirectories(Path.of("target", "faults")).resolve("million.log");
    Map<String, String> settings =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            broker.bootstrapServers(),
            "ODIA_STATE_DIR",
            folder.resolve("state").toString());
    return new RoleProcess(JVM, log, settings, "classifier");
  }

  private static ProducerRecord<byte[], byte[]> document(DemoDocuments texts, int i, byte[] key) {
    byte[] value =
        isPoison(i)
            ? "{\"text\":".getBytes(UTF_8)
            : Json.bytes(Map.of("text", texts.get(i).text()));
    return new ProducerRecord<>(Topic.DOCUMENTS.name(), key, value);
  }

  private static boolean isPoison(int number) {
    return number % 100 == 99;
  }

  /** Taken in equal distances. */
  private static List<Sample> samples(RoleProcess classifier, Load load) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int i = 1; i <= SAMPLES; i++) {
      load.awaitOutcomes((int) ((long) DOCUMENTS * i / SAMPLES), LONGEST);
      long heap = classifier.heapInUse();
      Sample sample = new Sample(load.outcomes(), heap, classifier.resident() - HEAP);
      System.out.println(sample);
      samples.add(sample);
    }
    return samples;
  }
}
