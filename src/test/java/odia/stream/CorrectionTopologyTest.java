package odia.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import odia.event.DeadLetter.Origin;
import odia.event.DeadLetter.Stage;
import odia.model.LabelChanges;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corrections through the production topology; the document d1 has the label sports. */
class CorrectionTopologyTest {

  private static final LabelChanges CHANGES =
      new LabelChanges(Set.of("cooking"), Set.of("travel"), Map.of("politics", "government"));

  @TempDir private Path folder;
  private DrivenTopology topology;

  @BeforeEach
  void classifyOneDocument() {
    topology =
        new DrivenTopology(folder, new StreamSettings.Corrections(Duration.ofHours(72), CHANGES));
    topology.publish("d1", "ଭଲ ଖେଳ");
  }

  @AfterEach
  void everyCorrectionHasOneOutcome() {
    topology.close();
    Counts counts = topology.counts;
    assertThat(topology.sent())
        .isEqualTo(
            counts.examples()
                + counts.withdrawn()
                + counts.superseded()
                + counts.correctionDeadLetters()
                + waitingAtTheEnd);
    assertThat(counts.documents()).isEqualTo(counts.labels()).isPositive();
    assertThat(counts.waiting()).isZero();
  }

  private long waitingAtTheEnd;

  private void say(String id, String label, String by, String at) {
    topology.correct(
        id, "{\"label\":\"%s\",\"by\":\"%s\",\"at\":\"2026-01-31T%sZ\"}".formatted(label, by, at));
  }

  private TestRecord<byte[], byte[]> deadLetter(Stage stage, String reason) {
    TestRecord<byte[], byte[]> letter = topology.deadLetters.readRecord();
    assertThat(header(letter, "odia.stage")).isEqualTo(stage.wireName());
    assertThat(header(letter, "odia.reason")).contains(reason);
    assertThat(topology.counts.correctionDeadLetters(stage)).isPositive();
    assertThat(topology.examples.isEmpty()).isTrue();
    return letter;
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void aCorrectionMakesAnExampleOfItsDocument() {
    say("d1", "government", "asha", "09:29:00");

    JsonNode example = topology.example();
    assertThat(example.path("documentId").asText()).isEqualTo("d1");
    assertThat(example.path("text").asText()).isEqualTo("ଭଲ ଖେଳ");
    assertThat(example.path("label").asText()).isEqualTo("government");
    assertThat(example.path("by").asText()).isEqualTo("asha");
    assertThat(example.path("at").asText()).isEqualTo("2026-01-31T09:29:00Z");
    assertThat(example.path("receivedAt").asText()).isEqualTo("2026-01-31T09:30:00Z");
    assertThat(example.path("givenLabel").asText()).isEqualTo("sports");
    assertThat(example.path("modelVersion").asText()).isEqualTo("fake-1");
    assertThat(example.path("others")).isEmpty();
  }

  @Test
  void anExampleHasTheDocumentsIdAsKeyAndKeepsTheCorrectionsHeaders() {
    Headers headers = new RecordHeaders().add("traceparent", "00-1".getBytes(UTF_8));
    topology.correct(
        "foreign", "{\"documentId\":\"d1\",\"label\":\"sports\"}".getBytes(UTF_8), headers);

    TestRecord<byte[], byte[]> example = topology.examples.readRecord();
    assertThat(new String(example.key(), UTF_8)).isEqualTo("d1");
    assertThat(example.getRecordTime()).isEqualTo(DrivenTopology.START);
    assertThat(header(example, "traceparent")).isEqualTo("00-1");
    assertThat(example.headers().toArray()).hasSize(5);
  }

  private Origin origin(long offset, Instant sent) {
    return new Origin("odia.corrections", 0, offset, sent.toEpochMilli());
  }

  @Test
  void anExampleNamesItsCorrectionsRecordWhateverTheCorrectionSaysItIs() {
    Headers headers = new RecordHeaders();
    new Origin("elsewhere", 7, 8, 9).headers().forEach(headers::add);
    topology.correct("d1", "{\"label\":\"sports\"}".getBytes(UTF_8), headers);

    TestRecord<byte[], byte[]> example = topology.examples.readRecord();
    assertThat(Origin.of(example.headers())).isEqualTo(origin(0, DrivenTopology.START));
    assertThat(example.headers().toArray()).hasSize(4);
  }

  @Test
  void aWithdrawalNamesItsCorrectionsRecordToo() {
    say("d1", "sports", "asha", "09:29:00");
    topology.pass(Duration.ofMinutes(1));
    topology.correct("d1", (String) null);

    topology.example();
    TestRecord<byte[], byte[]> withdrawal = topology.examples.readRecord();
    assertThat(withdrawal.value()).isNull();
    assertThat(Origin.of(withdrawal.headers())).isEqualTo(origin(1, topology.now()));
  }

  @Test
  void anExampleThatHadToWaitNamesItsCorrectionsRecordNotItsDocuments() {
    topology.correct("d2", "{\"label\":\"politics\"}"); // and has another name by then
    topology.pass(Duration.ofSeconds(5));
    topology.publish("d2", "ହକି");

    TestRecord<byte[], byte[]> example = topology.examples.readRecord();
    assertThat(Origin.of(example.headers())).isEqualTo(origin(0, DrivenTopology.START));
  }

  @Test
  void whatOnlyItsOriginMakesTooLargeIsADeadLetter() {
    String correction = "{\"label\":\"sports\"}";
    topology.correct("d1", correction.getBytes(UTF_8), almostTooLarge(400));
    deadLetter(Stage.DECODE, "the example would be too large");

    topology.correct("d1", null, almostTooLarge(150));
    deadLetter(Stage.DECODE, "the withdrawal would be too large");
    assertThat(topology.counts.withdrawn()).isZero();
  }

  /** Leaves so many bytes of what Kafka takes. */
  private static Headers almostTooLarge(int left) {
    int framing = 4 << 10;
    return new RecordHeaders().add("x", new byte[StreamSettings.LARGEST_RECORD - framing - left]);
  }

  @Test
  void whatACorrectionDoesNotSayComesFromItsRecord() {
    topology.correct("d1", "{\"label\":\" sports \"}");

    JsonNode example = topology.example();
    assertThat(example.path("label").asText()).isEqualTo("sports");
    assertThat(example.path("by").asText()).isEqualTo("unknown");
    assertThat(example.path("at").asText()).isEqualTo("2026-01-31T09:30:00Z");
  }

  @Test
  void theNewestCorrectionCountsWhateverCameLast() {
    say("d1", "sports", "asha", "09:20:00");
    say("d1", "cooking", "asha", "09:10:00");

    assertThat(topology.example().path("label").asText()).isEqualTo("sports");
    assertThat(topology.examples.isEmpty()).isTrue();
    assertThat(topology.counts.superseded()).isEqualTo(1);
  }

  @Test
  void ofEqualTimesTheLaterArrivalCounts() {
    say("d1", "sports", "asha", "09:20:00");
    say("d1", "cooking", "asha", "09:20:00");

    topology.example();
    JsonNode second = topology.example();
    assertThat(second.path("label").asText()).isEqualTo("cooking");
    assertThat(second.path("others")).isEmpty();
  }

  @Test
  void whatOthersSaidStandsBesideTheNewest() {
    say("d1", "sports", "asha", "09:10:00");
    say("d1", "cooking", "asha", "09:11:00");
    say("d1", "sports", "bibhu", "09:20:00");
    say("d1", "politics", "chitra", "09:15:00"); // superseded, and an opinion still
    say("d1", "cooking", "bibhu", "09:25:00");

    JsonNode last = topology.lastExample();
    assertThat(last.path("by").asText()).isEqualTo("bibhu");
    assertThat(last.path("others"))
        .extracting(o -> o.path("by").asText() + " " + o.path("label").asText())
        .containsExactly("asha cooking", "chitra government");
    assertThat(topology.counts.superseded()).isEqualTo(1);
  }

  @Test
  void ofManyPeopleTheLatestEightAreKept() {
    for (int i = 10; i < 30; i++) {
      say("d1", "sports", "person-" + i, "09:%d:00".formatted(i));
    }
    JsonNode last = topology.lastExample();
    assertThat(last.path("others")).hasSize(7);
    assertThat(last.path("others").get(0).path("by").asText()).isEqualTo("person-22");
  }

  @Test
  void aTombstoneWithdrawsWhatWasSaid() {
    say("d1", "sports", "asha", "09:29:00");
    topology.correct("d1", (String) null);
    say("d1", "sports", "bibhu", "09:28:00"); // said before the withdrawal
    topology.pass(Duration.ofMinutes(2));
    say("d1", "cooking", "chitra", "09:31:00");

    assertThat(topology.example()).isNotNull();
    TestRecord<byte[], byte[]> withdrawal = topology.examples.readRecord();
    assertThat(new String(withdrawal.key(), UTF_8)).isEqualTo("d1");
    assertThat(withdrawal.value()).isNull();
    assertThat(topology.example().path("others")).isEmpty();
    assertThat(topology.counts.withdrawn()).isEqualTo(1);
    assertThat(topology.counts.superseded()).isEqualTo(1);
  }

  @Test
  void aClockThatIsFastDoesNotBeatAWithdrawalThatComesAfter() {
    say("d1", "sports", "asha", "09:34:00");
    topology.pass(Duration.ofMinutes(1));
    topology.correct("d1", (String) null);

    assertThat(topology.example().path("at").asText()).isEqualTo("2026-01-31T09:30:00Z");
    assertThat(topology.counts.withdrawn()).isEqualTo(1);
  }

  @Test
  void aTimeInTheFutureIsADeadLetterForNothingLaterCouldCount() {
    say("d1", "sports", "asha", "09:35:01");
    deadLetter(Stage.DECODE, "in the future");

    say("d1", "sports", "asha", "09:35:00");
    assertThat(topology.example()).isNotNull();
  }

  @Test
  void anUnknownDocumentComesWithItsText() {
    topology.correct("d2", "{\"label\":\"sports\",\"text\":\"ହକି\"}");

    JsonNode example = topology.example();
    assertThat(example.path("text").asText()).isEqualTo("ହକି");
    assertThat(example.has("givenLabel")).isFalse();
    assertThat(example.has("modelVersion")).isFalse();
  }

  @Test
  void aKnownDocumentsTextGoesBeforeTheCorrections() {
    topology.correct("d1", "{\"label\":\"sports\",\"text\":\"ଆଉ କିଛି\"}");

    assertThat(topology.example().path("text").asText()).isEqualTo("ଭଲ ଖେଳ");
  }

  @Test
  void anUnknownDocumentWithoutTextIsADeadLetterAfterAWhile() {
    topology.correct("d2", "{\"label\":\"sports\"}");
    topology.pass(Duration.ofSeconds(9));
    assertThat(topology.deadLetters.isEmpty()).isTrue();
    assertThat(topology.counts.waiting()).isEqualTo(1);

    topology.pass(Duration.ofSeconds(1));
    deadLetter(Stage.JOIN, "more than 72 h ago");
    assertThat(topology.counts.waiting()).isZero();
  }

  @Test
  void aCorrectionThatIsFasterThanItsDocumentWaitsForIt() {
    topology.correct("d2", "{\"label\":\"sports\",\"by\":\"asha\"}");
    topology.correct("d2", "{\"label\":\"cooking\",\"by\":\"bibhu\"}");
    topology.pass(Duration.ofSeconds(5));
    topology.publish("d2", "ହକି");

    assertThat(topology.example().path("label").asText()).isEqualTo("sports");
    JsonNode second = topology.example();
    assertThat(second.path("label").asText()).isEqualTo("cooking");
    assertThat(second.path("givenLabel").asText()).isEqualTo("politics");
    assertThat(second.path("receivedAt").asText()).isEqualTo("2026-01-31T09:30:00Z");
    assertThat(second.path("others")).hasSize(1);
  }

  @Test
  void whatWaitsAtTheEndIsCountedByTheNextInstance() {
    topology.correct("d2", "{\"label\":\"sports\"}");
    assertThat(topology.counts.waiting()).isEqualTo(1);
    waitingAtTheEnd = 1;
  }

  @Test
  void tooManyDoNotWait() {
    for (int i = 0; i <= WaitingRoom.MOST; i++) {
      topology.correct("unknown-" + i, "{\"label\":\"sports\"}");
    }
    TestRecord<byte[], byte[]> letter = deadLetter(Stage.JOIN, "not known");
    assertThat(new String(letter.key(), UTF_8)).isEqualTo("unknown-" + WaitingRoom.MOST);
    assertThat(topology.deadLetters.isEmpty()).isTrue();

    topology.pass(Duration.ofSeconds(10));
    assertThat(topology.restOfDeadLetters()).hasSize(WaitingRoom.MOST);
  }

  @Test
  void afterTheRetentionADocumentIsNoLongerKnown() {
    topology.pass(Duration.ofHours(71));
    topology.correct("d1", "{\"label\":\"sports\",\"text\":\"ହକି\"}");
    assertThat(topology.example().path("text").asText()).isEqualTo("ଭଲ ଖେଳ");

    topology.publish("d2", "ଖେଳ");
    topology.pass(Duration.ofHours(73));
    topology.correct("d2", "{\"label\":\"sports\",\"text\":\"ହକି\"}");
    assertThat(topology.example().path("text").asText()).isEqualTo("ହକି");
  }

  @Test
  void aDocumentThatWasCorrectedCanBeCorrectedAfterTheRetentionToo() {
    say("d1", "sports", "asha", "09:29:00");
    topology.example();
    topology.pass(Duration.ofHours(100));
    topology.correct("d1", "{\"label\":\"cooking\",\"text\":\"ଆଉ କିଛି\"}");

    JsonNode example = topology.example();
    assertThat(example.path("text").asText()).isEqualTo("ଭଲ ଖେଳ");
    assertThat(example.path("givenLabel").asText()).isEqualTo("sports");
  }

  @Test
  void ofADocumentClassifiedTwiceTheLastTimeCounts() {
    topology.pass(Duration.ofHours(1));
    topology.publish("d1", "ସଂସଦ");
    topology.correct("d1", "{\"label\":\"sports\"}");

    assertThat(topology.example().path("givenLabel").asText()).isEqualTo("politics");
  }

  @Test
  void aLongTextIsKeptAsFarAsAnybodyReadsIt() {
    topology.publish("d2", "ଖେ".repeat(3_999) + "ଖ😀 ଖେଳ");
    topology.correct("d2", "{\"label\":\"sports\"}");

    assertThat(topology.example().path("text").asText()).hasSize(7_999).endsWith("ଖେଖ");
  }

  @Test
  void aLoneSurrogateInATextBreaksNothing() {
    topology.publish("d2", "ଖେଳ \ud83d");
    topology.correct("d2", "{\"label\":\"sports\"}");

    assertThat(topology.example().path("text").asText()).isEqualTo("ଖେଳ \ud83d");
  }

  @Test
  void aLabelThatNobodyKnowsIsADeadLetterThatNamesTheAllowedOnes() {
    say("d1", "cricket", "asha", "09:29:00");
    deadLetter(Stage.LABEL, "\"cricket\" is no label; allowed are: government, sports, cooking");

    say("d1", "travel", "asha", "09:29:00");
    deadLetter(Stage.LABEL, "\"travel\" is no label");
  }

  @Test
  void newLabelsAreTakenAndOldNamesAreWrittenAsNewOnes() {
    say("d1", "cooking", "asha", "09:28:00");
    say("d1", "politics", "bibhu", "09:29:00");

    assertThat(topology.example().path("label").asText()).isEqualTo("cooking");
    assertThat(topology.example().path("label").asText()).isEqualTo("government");
  }

  @Test
  void aMalformedCorrectionIsADeadLetterWithItsBytesAndOrigin() {
    byte[] value = "{\"label\": \"sp".getBytes(UTF_8);
    topology.correct("d1", value, new RecordHeaders().add("trace", new byte[] {1}));

    TestRecord<byte[], byte[]> letter = deadLetter(Stage.DECODE, "not valid JSON");
    assertThat(letter.key()).isEqualTo("d1".getBytes(UTF_8));
    assertThat(letter.value()).isEqualTo(value);
    assertThat(letter.headers().lastHeader("trace").value()).containsExactly(1);
    assertThat(header(letter, "odia.origin.topic")).isEqualTo("odia.corrections");
    assertThat(header(letter, "odia.origin.offset")).isEqualTo("0");
  }

  @Test
  void aDeadLetterOfTheJoinHasTheOriginOfTheCorrectionAndNothingOfOurs() {
    byte[] value = "{\"documentId\":\"d2\",\"label\":\"sports\"}".getBytes(UTF_8);
    topology.correct("d1", "{\"label\":\"sports\"}");
    topology.example();
    topology.correct(null, value, new RecordHeaders().add("trace", new byte[] {1}));
    Instant sent = topology.now();
    topology.pass(Duration.ofSeconds(10));

    TestRecord<byte[], byte[]> letter = deadLetter(Stage.JOIN, "not known");
    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isEqualTo(value);
    assertThat(header(letter, "odia.origin.topic")).isEqualTo("odia.corrections");
    assertThat(header(letter, "odia.origin.partition")).isEqualTo("0");
    assertThat(header(letter, "odia.origin.offset")).isEqualTo("1");
    assertThat(header(letter, "odia.origin.timestamp")).isEqualTo("" + sent.toEpochMilli());
    assertThat(letter.headers().toArray()).hasSize(7);
    assertThat(letter.headers().lastHeader("trace").value()).containsExactly(1);
  }

  @Test
  void aCorrectionThatKafkaWouldRefuseIsADeadLetterAndTheNextOneCounts() {
    Headers headers =
        new RecordHeaders().add("long", new byte[StreamSettings.LARGEST_RECORD - 4_200]);
    topology.correct("d1", "{\"label\":\"sports\"}".getBytes(UTF_8), headers);
    deadLetter(Stage.DECODE, "too large");

    topology.correct("d1", "{\"label\":\"sports\"}");
    assertThat(topology.example()).isNotNull();
  }

  @Test
  void headersOfAnySizeCanWaitOrNot() {
    Headers headers = new RecordHeaders().add("x".repeat(70_000), null);
    topology.correct("d2", "{\"label\":\"sports\"}".getBytes(UTF_8), headers);

    deadLetter(Stage.JOIN, "not known");
  }
}
