package odia.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import odia.event.Classification;
import odia.event.DeadLetter.Origin;
import odia.event.Json;
import odia.event.Topic;
import odia.ops.BrokerProcess;
import odia.ops.Flat;
import odia.ops.RoleProcess;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 500 documents a second, for as long as {@code -Dsoak.minutes} says: memory of server and browser
 * must stay flat. The test plays the classifier, whose memory is measured elsewhere.
 */
class SoakIT {

  private static final int PER_SECOND = 500;
  private static final double MINUTES = Double.parseDouble(System.getProperty("soak.minutes", "1"));
  private static final int SAMPLES = 12;

  /** The last third may be so much larger than the one before; what leaks grows for ever. */
  private static final double FLAT = 1.25;

  private static final String TEXT = "ଭାରତ କ୍ରିକେଟ ଦଳ ଆଜି ବିଶ୍ୱକପ ଜିତିଲା, ସମସ୍ତେ ଖୁସି ହେଲେ। ";

  /** What was measured at one moment, in bytes; elements of the page. */
  private record Sample(long serverHeap, long browserHeap, long elements) {}

  @TempDir private Path folder;
  private KafkaProducer<byte[], byte[]> documents;
  private KafkaProducer<byte[], byte[]> labels; // one producer cannot send from its own callbacks
  private final AtomicInteger number = new AtomicInteger();

  @Test
  void memoryOfServerAndBrowserStaysFlat() throws IOException, InterruptedException {
    Browser.open().close(); // skips it where there is no browser
    BrokerProcess broker = new BrokerProcess(folder);
    broker.start();
    Map<String, String> settings =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            broker.bootstrapServers(),
            "ODIA_DASHBOARD_ADDRESS",
            "127.0.0.1:0");
    documents = producer(broker);
    labels = producer(broker);
    try (broker;
        RoleProcess dashboard = new RoleProcess(log(), settings, "dashboard");
        Browser browser = Browser.open().at(url(dashboard), "").view("live")) {
      List<Sample> samples = soak(dashboard, browser);
      browser.screenshot(Path.of("target", "screenshots", "soak.png"));
      assertThat(samples).allMatch(sample -> sample.elements < 6_000);
      Flat.assertFlat(samples.stream().map(Sample::serverHeap).toList(), FLAT);
      Flat.assertFlat(samples.stream().map(Sample::browserHeap).toList(), FLAT);
      assertThat(browser.complaints()).isEmpty();
    } finally {
      documents.close(Duration.ofSeconds(1));
      labels.close(Duration.ofSeconds(1));
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(BrokerProcess broker) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    Map<String, Object> client =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 50);
    return new KafkaProducer<>(client, bytes, bytes);
  }

  private static Path log() throws IOException {
    Files.createDirectories(Path.of("target", "whole-system"));
    return Path.of("target", "whole-system", "soak.log");
  }

  private static String url(RoleProcess dashboard) {
    await().atMost(Duration.ofMinutes(2)).until(() -> dashboard.said().contains("dashboard is at"));
    try {
      return dashboard.said().replaceAll("(?s).*dashboard is at (http://[^,]*),.*", "$1");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Sample> soak(RoleProcess dashboard, Browser browser) throws InterruptedException {
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    List<Sample> samples = new ArrayList<>();
    long millis = (long) (MINUTES * 60_000 / SAMPLES);
    clock.scheduleAtFixedRate(this::tenth, 0, 100, TimeUnit.MILLISECONDS);
    for (int i = 0; i <= SAMPLES; i++) {
      TimeUnit.MILLISECONDS.sleep(millis); // the length of the soak is what is asked for
      Sample sample = new Sample(dashboard.heapInUse(), browser.heapInUse(), browser.elements());
      System.err.printf("soak: %,d documents, %s%n", number.get(), sample);
      if (i > 0) { // the first is taken while all is still filling
        samples.add(sample);
      }
    }
    clock.shutdownNow();
    return samples;
  }

  private void tenth() {
    for (int i = 0; i < PER_SECOND / 10; i++) {
      int n = number.getAndIncrement();
      String id = "soak-" + n;
      byte[] document =
          Json.bytes(Map.of("id", id, "text", TEXT.repeat(1 + n % 7) + n, "source", "soak"));
      documents.send(
          new ProducerRecord<>(Topic.DOCUMENTS.name(), id.getBytes(UTF_8), document),
          (where, failure) -> {
            if (failure == null) {
              label(id, n, where);
            }
          });
    }
  }

  private void label(String id, int n, RecordMetadata where) {
    Origin origin = new Origin(where.topic(), where.partition(), where.offset(), where.timestamp());
    double confidence = 0.3 + n % 70 / 100.0;
    Map<String, Double> probabilities = Map.of("sports", confidence, "politics", 1 - confidence);
    Classification label =
        new Classification(
            id,
            "sports",
            confidence,
            probabilities,
            confidence < 0.5,
            false,
            8,
            1,
            "soaked",
            "print",
            "soak",
            Instant.now(),
            Instant.now());
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topic.LABELS.name(), id.getBytes(UTF_8), Json.bytes(label));
    origin.headers().forEach(record.headers()::add);
    labels.send(record);
  }
}
