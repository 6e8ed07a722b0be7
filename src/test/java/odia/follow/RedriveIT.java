package odia.follow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import odia.event.DeadLetter;
import odia.event.DeadLetter.Origin;
import odia.event.DeadLetter.Stage;
import odia.event.Topic;
import odia.monitor.Sighting.Place;
import odia.registry.TestRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single records found and sent once more, against a real broker. */
class RedriveIT {

  @TempDir private static Path folder;
  private static TestRegistry kafka;

  private final RecordLookup lookup = new RecordLookup(kafka.client());
  private final Redrive redrive = new Redrive(kafka.client());

  @BeforeAll
  static void start() {
    kafka = new TestRegistry(folder);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @AfterEach
  void close() {
    lookup.close();
    redrive.close();
  }

  private static Place place(RecordMetadata of) {
    return new Place(of.partition(), of.offset());
  }

  private ConsumerRecord<byte[], byte[]> deadLetter(Origin origin, byte[] value) throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topic.DEAD_LETTERS.name(), "schlüssel".getBytes(UTF_8), value);
    record.headers().add("theirs", new byte[] {1, 2}).add("theirs", null);
    record.headers().add("odia.undoes", "0-7".getBytes(UTF_8));
    record.headers().add("odia.redriven", "0-1".getBytes(UTF_8));
    if (origin != null) {
      new DeadLetter(Stage.LABEL, "no such label", origin).headers().forEach(record.headers()::add);
    }
    ByteArraySerializer bytes = new ByteArraySerializer();
    Map<String, Object> client = kafka.client();
    client.put("max.request.size", 3 << 20);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, bytes, bytes)) {
      RecordMetadata sent = producer.send(record).get();
      return lookup.find(Topic.DEAD_LETTERS.name(), place(sent));
    }
  }

  private static Origin from(Topic<?> topic) {
    return new Origin(topic.name(), 0, 7, 0);
  }

  @Test
  void aRecordIsSentAsItWasWithAHeaderThatSaysSo() throws Exception {
    byte[] value = {0, (byte) 0xff, 3};
    ConsumerRecord<byte[], byte[]> letter = deadLetter(from(Topic.CORRECTIONS), value);
    RecordMetadata sent = redrive.send(letter).get();
    ConsumerRecord<byte[], byte[]> again = lookup.find(sent.topic(), place(sent));
    assertThat(sent.topic()).isEqualTo(Topic.CORRECTIONS.name());
    assertThat(again.key()).isEqualTo("schlüssel".getBytes(UTF_8));
    assertThat(again.value()).isEqualTo(value);
    assertHeaders(again.headers(), letter.partition() + "-" + letter.offset());
  }

  /** Theirs, what their correction takes back, and where the dead letter stands; once each. */
  private static void assertHeaders(Headers headers, String place) {
    assertThat(headers.toArray())
        .extracting(h -> h.key())
        .containsExactly("theirs", "theirs", "odia.undoes", "odia.redriven");
    assertThat(headers.lastHeader("odia.redriven").value()).isEqualTo(place.getBytes(UTF_8));
    assertThat(headers.toArray()[0].value()).isEqualTo(new byte[] {1, 2});
    assertThat(headers.toArray()[1].value()).isNull();
  }

  @Test
  void whatCannotBeSentAgainIsRefusedWithAReason() throws Exception {
    byte[] value = {1};
    assertThat(Redrive.objection(deadLetter(from(Topic.DOCUMENTS), value))).isNull();
    assertThat(Redrive.objection(deadLetter(from(Topic.CORRECTIONS), value))).isNull();
    assertThat(Redrive.objection(deadLetter(null, value))).contains("does not say where");
    assertThat(Redrive.objection(deadLetter(from(Topic.PROMOTIONS), value)))
        .contains("odia.promotions");
    assertThat(Redrive.objection(deadLetter(from(Topic.DOCUMENTS), null)))
        .contains("content was not kept")
        .contains("odia.documents 0-7");
  }

  @Test
  void aRecordThatKafkaDoesNotTakeIsAFailure() throws Exception {
    byte[] large = new byte[(2 << 20) + 1_000]; // a dead letter may be larger than a correction
    new Random(1).nextBytes(large);
    ConsumerRecord<byte[], byte[]> letter = deadLetter(from(Topic.CORRECTIONS), large);
    assertThat(Redrive.failure(redrive.send(letter))).startsWith("Kafka did not take it");
    letter = deadLetter(from(Topic.DOCUMENTS), new byte[] {1});
    assertThat(Redrive.failure(redrive.send(letter))).isNull();
  }

  @Test
  void recordsAreFoundByTheirPlaceAndMarkersAreNone() {
    try (FakeClassifier classifier = new FakeClassifier(kafka.client())) {
      RecordMetadata first = classifier.label(classifier.document("a"), "a", 2);
      RecordMetadata second = classifier.label(classifier.document("b"), "b", 2);
      String labels = Topic.LABELS.name();
      awaitFound(second);
      assertThat(lookup.find(labels, place(second)).key()).isEqualTo("b".getBytes(UTF_8));
      assertThat(lookup.find(labels, place(first)).key()).isEqualTo("a".getBytes(UTF_8));
      assertThat(lookup.find(labels, new Place(2, first.offset() + 1))).isNull();
      assertThat(lookup.find(labels, new Place(2, second.offset() + 1))).isNull();
      assertThat(lookup.find(labels, new Place(2, second.offset() + 2))).isNull();
    }
  }

  @Test
  void labelsOfAbortedTransactionsAreNotFound() {
    try (FakeClassifier classifier = new FakeClassifier(kafka.client())) {
      RecordMetadata document = classifier.document("a");
      RecordMetadata before = classifier.label(document, "a", 0);
      classifier.abort(document, "never");
      RecordMetadata after = classifier.label(document, "a", 0);
      awaitFound(after);
      for (long offset = before.offset() + 1; offset < after.offset(); offset++) {
        assertThat(lookup.find(Topic.LABELS.name(), new Place(0, offset))).isNull();
      }
    }
  }

  /** Kafka answers a commit before its mark is in the log; until then nobody sees what it has. */
  private void awaitFound(RecordMetadata label) {
    await().until(() -> lookup.find(Topic.LABELS.name(), place(label)) != null);
  }

  @Test
  void whereThereIsNothingNothingIsFound() {
    String topic = Topic.LABELS.name();
    assertThat(lookup.find(topic, new Place(0, 1_000_000))).isNull();
    assertThat(lookup.find(topic, new Place(0, Long.MAX_VALUE))).isNull();
    assertThat(lookup.find(topic, new Place(99, 0))).isNull();
    assertThat(lookup.find(topic, new Place(-1, 0))).isNull();
    assertThat(lookup.find(topic, new Place(0, -1))).isNull();
  }

  @Test
  void withoutKafkaALookUpFails() {
    Map<String, Object> nowhere = Map.of("bootstrap.servers", "127.0.0.1:1");
    try (RecordLookup lost = new RecordLookup(nowhere)) {
      assertThatThrownBy(() -> lost.find(Topic.LABELS.name(), new Place(0, 0)))
          .isInstanceOf(KafkaException.class);
    }
  }
}
