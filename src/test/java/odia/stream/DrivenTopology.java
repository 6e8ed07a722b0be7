package odia.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import odia.event.Json;
import odia.event.Topic;
import odia.registry.SigningKeys;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The production topology with production's settings, driven record by record. */
final class DrivenTopology implements AutoCloseable {

  static final Instant START = Instant.parse("2026-01-31T09:30:00Z");

  private Instant now = START;
  private long sent;
  final Counts counts = new Counts();
  final LiveModel model = new LiveModel(FakeClassifier::new);
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> documents;
  private final TestInputTopic<byte[], byte[]> corrections;
  final TestOutputTopic<byte[], byte[]> labels;
  final TestOutputTopic<byte[], byte[]> examples;
  final TestOutputTopic<byte[], byte[]> deadLetters;

  DrivenTopology(Path folder, StreamSettings.Corrections settings) {
    StreamSettings all =
        new StreamSettings(
            "nowhere:1",
            "odia-driven",
            1,
            Duration.ofMillis(100),
            folder,
            Map.of(),
            SigningKeys.NONE,
            settings);
    driver =
        new TopologyTestDriver(
            ClassifyTopology.of(model, settings, counts, clock()), all.properties(), START);
    documents = input(Topic.DOCUMENTS);
    corrections = input(Topic.CORRECTIONS);
    labels = output(Topic.LABELS);
    examples = output(Topic.EXAMPLES);
    deadLetters = output(Topic.DEAD_LETTERS);
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private TestInputTopic<byte[], byte[]> input(Topic<?> topic) {
    return driver.createInputTopic(
        topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private TestOutputTopic<byte[], byte[]> output(Topic<?> topic) {
    return driver.createOutputTopic(
        topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Lets time go by, for clock and punctuators alike. */
  void pass(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  Instant now() {
    return now;
  }

  /** A document under a key that says nothing, and with a time stamp that is wrong. */
  void publish(String id, String text) {
    publish(id, text, new RecordHeaders());
  }

  void publish(String id, String text, Headers headers) {
    byte[] value = Json.bytes(Json.MAPPER.createObjectNode().put("id", id).put("text", text));
    byte[] key = "foreign".getBytes(UTF_8);
    documents.pipeInput(new TestRecord<>(key, value, headers, Instant.EPOCH));
  }

  /** A correction as the topic has it: with the present time. */
  void correct(String key, String json) {
    correct(key, json == null ? null : json.getBytes(UTF_8), new RecordHeaders());
  }

  void correct(String key, byte[] value, Headers headers) {
    sent++;
    corrections.pipeInput(
        new TestRecord<>(key == null ? null : key.getBytes(UTF_8), value, headers, now));
  }

  /** How many corrections have been sent. */
  long sent() {
    return sent;
  }

  /** The example that came next; null for a withdrawal. */
  JsonNode example() {
    return Json.read(examples.readValue());
  }

  /** The last of the examples that came. */
  JsonNode lastExample() {
    List<TestRecord<byte[], byte[]>> all = examples.readRecordsToList();
    return Json.read(all.get(all.size() - 1).value());
  }

  List<TestRecord<byte[], byte[]>> restOfDeadLetters() {
    return deadLetters.readRecordsToList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
