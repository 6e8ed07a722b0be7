package odia.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import odia.event.DeadLetter.Origin;
import odia.event.DeadLetter.Stage;
import odia.event.Json;
import odia.event.Topic;
import odia.ops.TopicSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Drives the production topology, record by record. */
class ClassifyTopologyTest {

  private static final Instant SENT = Instant.parse("2026-01-31T09:30:00Z");
  private static final Instant NOW = Instant.parse("2026-01-31T09:30:01Z");

  private final Counts counts = new Counts();
  private final LiveModel model = new LiveModel(FakeClassifier::new);
  private final Topology topology =
      ClassifyTopology.of(
          model, StreamSettings.Corrections.STANDARD, counts, Clock.fixed(NOW, ZoneOffset.UTC));
  private final TopologyTestDriver driver = new TopologyTestDriver(topology);
  private final TestInputTopic<byte[], byte[]> documents =
      driver.createInputTopic(
          Topic.DOCUMENTS.name(), new ByteArraySerializer(), new ByteArraySerializer());
  private final TestOutputTopic<byte[], byte[]> labels = output(Topic.LABELS);
  private final TestOutputTopic<byte[], byte[]> deadLetters = output(Topic.DEAD_LETTERS);

  private TestOutputTopic<byte[], byte[]> output(Topic<?> topic) {
    return driver.createOutputTopic(
        topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void everyDocumentHasOneOutcome() {
    driver.close();
    assertThat(counts.documents()).isEqualTo(counts.labels() + counts.deadLetters());
  }

  private void send(String key, byte[] value, Headers headers) {
    byte[] bytes = key == null ? null : key.getBytes(UTF_8);
    documents.pipeInput(new TestRecord<>(bytes, value, headers, SENT));
  }

  private void send(String json) {
    send("key", json == null ? null : json.getBytes(UTF_8), new RecordHeaders());
  }

  private void sendText(String text) {
    send(Json.MAPPER.createObjectNode().put("id", "d1").put("text", text).toString());
  }

  private JsonNode label() {
    assertThat(deadLetters.isEmpty()).isTrue();
    return Json.read(labels.readValue());
  }

  private TestRecord<byte[], byte[]> deadLetter(Stage stage, String reason) {
    assertThat(labels.isEmpty()).isTrue();
    TestRecord<byte[], byte[]> record = deadLetters.readRecord();
    assertThat(header(record, "odia.stage")).isEqualTo(stage.wireName());
    assertThat(header(record, "odia.reason")).contains(reason);
    assertThat(counts.deadLetters(stage)).isEqualTo(1);
    return record;
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void aDocumentGetsItsLabel() {
    send(
        "{\"id\":\"d1\",\"text\":\"ଭଲ ଖେଳ\",\"source\":\"s\",\"eventTime\":\"2020-01-01T00:00:00Z\"}");

    JsonNode label = label();
    assertThat(label.path("documentId").asText()).isEqualTo("d1");
    assertThat(label.path("label").asText()).isEqualTo("sports");
    assertThat(label.path("confidence").asDouble()).isEqualTo(0.9);
    assertThat(label.path("probabilities").path("politics").asDouble()).isEqualTo(0.1);
    assertThat(label.path("needsReview").asBoolean()).isFalse();
    assertThat(label.path("words").asInt()).isEqualTo(2);
    assertThat(label.path("modelVersion").asText()).isEqualTo("fake-1");
    assertThat(label.path("source").asText()).isEqualTo("s");
    assertThat(label.path("eventTime").asText()).isEqualTo("2020-01-01T00:00:00Z");
    assertThat(label.path("classifiedAt").asText()).isEqualTo("2026-01-31T09:30:01Z");
  }

  @Test
  void aLabelHasTheDocumentsIdAsKeyAndKeepsItsHeadersAndTime() {
    Headers headers = new RecordHeaders().add("traceparent", "00-1-2-01".getBytes(UTF_8));
    send("another", "{\"id\":\"d1\",\"text\":\"ଖେଳ\"}".getBytes(UTF_8), headers);

    TestRecord<byte[], byte[]> record = labels.readRecord();
    assertThat(new String(record.key(), UTF_8)).isEqualTo("d1");
    assertThat(header(record, "traceparent")).isEqualTo("00-1-2-01");
    assertThat(record.getRecordTime()).isEqualTo(SENT);
  }

  @Test
  void aLabelNamesItsDocumentsRecordWhateverTheDocumentSaysItIs() {
    Headers headers = new RecordHeaders();
    new Origin("elsewhere", 7, 8, 9).headers().forEach(headers::add);
    sendText("ଖେଳ");
    send("key", "{\"text\":\"ଖେଳ\"}".getBytes(UTF_8), headers);

    assertThat(labels.readRecordsToList())
        .extracting(label -> Origin.of(label.headers()))
        .containsExactly(origin(0), origin(1));
  }

  private static Origin origin(long offset) {
    return new Origin("odia.documents", 0, offset, SENT.toEpochMilli());
  }

  @Test
  void aLabelThatOnlyItsOriginMakesTooLargeIsADeadLetter() {
    byte[] value = "{\"text\":\"ଖେଳ\"}".getBytes(UTF_8);
    int framing = 4 << 10;
    int rest = 600; // more than the label alone takes, less than it does with the four headers
    byte[] padding = new byte[StreamSettings.LARGEST_RECORD - framing - rest];
    send("key", value, new RecordHeaders().add("x", padding));

    deadLetter(Stage.DECODE, "the label would be too large");
  }

  @Test
  void aRecordWithoutATimeHasThePresentOne() {
    TimestampExtractor time = ClassifyTopology.time(Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(time.extract(sentAt(-1), 0)).isEqualTo(NOW.toEpochMilli());
    assertThat(time.extract(sentAt(7), 0)).isEqualTo(7);
  }

  private static ConsumerRecord<Object, Object> sentAt(long time) {
    return new ConsumerRecord<>(
        "t",
        0,
        0,
        time,
        TimestampType.CREATE_TIME,
        0,
        0,
        null,
        null,
        new RecordHeaders(),
        Optional.empty());
  }

  @Test
  void aLowConfidenceAsksForReview() {
    sendText("ସଂସଦ");

    assertThat(label().path("needsReview").asBoolean()).isTrue();
  }

  @Test
  void mixedScriptIsLabelledAndReviewedWhereOdiaIsTheLesserPart() {
    sendText("ଖେଳ cricket world cup final");
    assertThat(label().path("needsReview").asBoolean()).isTrue();

    sendText("ଭାରତୀୟ ଦଳର ଖେଳ T20");
    JsonNode label = label();
    assertThat(label.path("needsReview").asBoolean()).isFalse();
    assertThat(label.path("odiaShare").asDouble()).isBetween(0.5, 0.99);
  }

  @Test
  void aMegabyteIsLabelledAndFlagged() {
    sendText("ଖେଳ ".repeat(100_000));

    JsonNode label = label();
    assertThat(label.path("truncated").asBoolean()).isTrue();
    assertThat(label.path("words").asInt()).isEqualTo(400);
  }

  @Test
  void malformedJsonIsADeadLetterWithItsBytesIntact() {
    byte[] value = "{\"text\": \"ଖେଳ".getBytes(UTF_8);
    send("k1", value, new RecordHeaders().add("trace", new byte[] {1, 2}));

    TestRecord<byte[], byte[]> letter = deadLetter(Stage.DECODE, "not valid JSON");
    assertThat(letter.value()).isEqualTo(value);
    assertThat(letter.key()).isEqualTo("k1".getBytes(UTF_8));
    assertThat(letter.headers().lastHeader("trace").value()).isEqualTo(new byte[] {1, 2});
    assertThat(header(letter, "odia.origin.topic")).isEqualTo("odia.documents");
    assertThat(header(letter, "odia.origin.partition")).isEqualTo("0");
    assertThat(header(letter, "odia.origin.offset")).isEqualTo("0");
    assertThat(header(letter, "odia.origin.timestamp")).isEqualTo("" + SENT.toEpochMilli());
  }

  @Test
  void invalidUtf8IsADeadLetterWithItsBytesIntact() {
    byte[] value = {'{', '"', (byte) 0xC3, (byte) 0x28};
    send(null, value, new RecordHeaders());

    TestRecord<byte[], byte[]> letter = deadLetter(Stage.DECODE, "invalid UTF-8 at byte 2");
    assertThat(letter.value()).isEqualTo(value);
    assertThat(letter.key()).isNull();
  }

  @Test
  void aLabelThatKafkaWouldRefuseIsADeadLetterAndTheNextDocumentIsLabelled() {
    // In JSON of ours a smiley has 12 bytes, in the document's 4.
    String source = "😀".repeat(300_000);
    byte[] value = "{\"text\":\"ଖେଳ\",\"source\":\"%s\"}".formatted(source).getBytes(UTF_8);
    send("k1", value, new RecordHeaders());
    assertThat(deadLetter(Stage.DECODE, "label would be too large").value()).isEqualTo(value);

    sendText("ଖେଳ");
    assertThat(label().path("label").asText()).isEqualTo("sports");
  }

  @Test
  void aDeadLetterThatKafkaWouldRefuseKeepsItsOriginOnly() {
    Headers headers = new RecordHeaders().add("trace", new byte[] {1});
    send("k1", "x".repeat(StreamSettings.LARGEST_RECORD).getBytes(UTF_8), headers);

    TestRecord<byte[], byte[]> letter = deadLetter(Stage.DECODE, "too large to be kept here");
    assertThat(header(letter, "odia.reason")).contains("not valid JSON");
    assertThat(header(letter, "odia.origin.offset")).isEqualTo("0");
    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isNull();
    assertThat(letter.headers().lastHeader("trace")).isNull();
  }

  /** With other names a new version would start without what the old one remembered. */
  @Test
  void whatIsRememberedKeepsItsNames() {
    String described = topology.describe().toString();

    assertThat(described)
        .contains("(topic: by-document-repartition)", "topics: [by-document-repartition]")
        .containsPattern("join \\(stores: \\[((corrected|known|waiting)(, )?){3}\\]\\)")
        .doesNotContainPattern("-\\d{10}");
  }

  @Test
  void theTopicsTakeWhatTheClassifierSends() {
    assertThat(TopicSpec.shipped())
        .filteredOn(topic -> topic.owner().equals("classifier"))
        .hasSize(3)
        .allSatisfy(
            topic ->
                assertThat(topic.config())
                    .containsEntry("max.message.bytes", "" + StreamSettings.LARGEST_RECORD));
  }

  @Test
  void aMissingTextIsADeadLetter() {
    send("{\"id\":\"d1\"}");
    deadLetter(Stage.DECODE, "\"text\" must be a string but is missing");
  }

  @Test
  void aNullTextIsADeadLetter() {
    send("{\"id\":\"d1\",\"text\":null}");
    deadLetter(Stage.DECODE, "\"text\" must be a string but is null");
  }

  @Test
  void anEmptyTextIsADeadLetter() {
    sendText(" \n ");
    deadLetter(Stage.DECODE, "empty");
  }

  @Test
  void aTombstoneIsADeadLetter() {
    send(null);
    assertThat(deadLetter(Stage.DECODE, "tombstone").value()).isNull();
  }

  @Test
  void aTextWithoutOdiaIsADeadLetterOfItsOwnKind() {
    sendText("The match was won yesterday");
    deadLetter(Stage.LANGUAGE, "no Odia letter");
  }

  @Test
  void aTextThatBreaksTheModelIsADeadLetterAndTheNextOneIsLabelled() {
    sendText(FakeClassifier.BREAKING);
    TestRecord<byte[], byte[]> letter = deadLetter(Stage.CLASSIFY, "told to break");
    assertThat(header(letter, "odia.reason")).doesNotContain(FakeClassifier.BREAKING);

    sendText("ଖେଳ");
    assertThat(label().path("label").asText()).isEqualTo("sports");
  }

  @Test
  void aPromotedModelLabelsTheNextDocument() {
    sendText("ଖେଳ");
    model.promote(() -> new FakeClassifier("fake-2"), 1);
    sendText("ଖେଳ");

    assertThat(label().path("modelVersion").asText()).isEqualTo("fake-1");
    assertThat(label().path("modelVersion").asText()).isEqualTo("fake-2");
  }

  @Test
  void goodAndBadRecordsInterleavedBalance() {
    List<String> records = new java.util.ArrayList<>();
    for (int i = 0; i < 50; i++) {
      records.add("{\"text\":\"ଖେଳ " + i + "\"}");
      records.add("{\"text\":");
      records.add(null);
      records.add("{\"text\":\"english\"}");
    }
    records.forEach(this::send);

    assertThat(labels.readRecordsToList()).hasSize(50);
    assertThat(deadLetters.readRecordsToList()).hasSize(150);
    assertThat(counts.documents()).isEqualTo(200);
    assertThat(counts.deadLetters(Stage.LANGUAGE)).isEqualTo(50);
  }
}
