package odia.follow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import odia.event.DeadLetter;
import odia.event.DeadLetter.Origin;
import odia.event.DeadLetter.Stage;
import odia.event.Instance;
import odia.event.Json;
import odia.event.Topic;
import odia.monitor.Corrections.State;
import odia.monitor.MovedClock;
import odia.monitor.Seen;
import odia.monitor.Sighting;
import odia.monitor.Sighting.Place;
import odia.monitor.View;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntakeTest {

  private final MovedClock clock = new MovedClock();
  private final View view = View.empty(100, clock);
  private final Intake intake = new Intake(view, new Beginnings(), clock);
  private final List<String> told = new ArrayList<>();
  private final Map<String, Long> ends = new HashMap<>();

  @BeforeEach
  void begin() {
    view.documents().beginsAt(0, 0);
    view.correctionsLedger().beginsAt(0, 0);
    view.onLabel().add(seen -> told.add("label " + seen.label().documentId()));
    view.onSaid().add(id -> told.add("said " + id));
  }

  private static Headers headers(Map<String, byte[]> of) {
    Headers headers = new RecordHeaders();
    of.forEach(headers::add);
    return headers;
  }

  /** The next record of a topic, a second after the one before. */
  private void take(Topic<?> topic, String key, Object value, Map<String, byte[]> headers) {
    long offset = ends.merge(topic.name(), 1L, Long::sum) - 1;
    byte[] bytes = value instanceof byte[] raw ? raw : value == null ? null : Json.bytes(value);
    intake.take(
        new ConsumerRecord<>(
            topic.name(),
            0,
            offset,
            Seen.AT.toEpochMilli() + offset * 1_000,
            TimestampType.CREATE_TIME,
            0,
            0,
            key == null ? null : key.getBytes(UTF_8),
            bytes,
            headers(headers),
            Optional.empty()));
  }

  private void document(String id) {
    take(Topic.DOCUMENTS, id, Map.of("text", "ଓଡ଼ିଶା"), Map.of());
  }

  private void label(Object value, Map<String, byte[]> headers) {
    take(Topic.LABELS, "d", value, headers);
  }

  private void correction(String label, String by) {
    take(Topic.CORRECTIONS, "d", Map.of("label", label, "by", by), Map.of());
  }

  private void example(String label, String by, long second) {
    Object value = label == null ? null : Seen.example("d", label, by, second);
    take(Topic.EXAMPLES, "d", value, correctionAt(second).headers());
  }

  private static Origin correctionAt(long offset) {
    long millis = Seen.AT.toEpochMilli() + offset * 1_000;
    return new Origin(Topic.CORRECTIONS.name(), 0, offset, millis);
  }

  private void deadLetter(Origin origin) {
    DeadLetter letter = new DeadLetter(Stage.LABEL, "no such label", origin);
    take(Topic.DEAD_LETTERS, "d", "original".getBytes(UTF_8), letter.headers());
  }

  private State state(long offset) {
    return view.corrections().at(new Place(0, offset)).state();
  }

  @Test
  void aLabelIsShownWithItsDocumentsText() {
    document("d");
    label(Seen.label("d", "ଖେଳ", 0.7), Seen.document(0, 0).headers());
    intake.endOfRound();
    Sighting seen = view.labels().of("d");
    assertThat(seen.text()).isEqualTo("ଓଡ଼ିଶା");
    assertThat(seen.place()).isEqualTo(new Place(0, 0));
    assertThat(view.mix().now().counts()).isEqualTo(Map.of("ଖେଳ", 1));
    assertThat(view.pace().latency()).isNotNull();
    assertThat(told).containsExactly("label d");
  }

  @Test
  void documentsAndTheirOutcomesAreInTheLedger() {
    document("a");
    document("b");
    document("c");
    label(Seen.label("a", "ଖେଳ", 0.7), Seen.document(0, 0).headers());
    deadLetter(Seen.document(0, 1));
    assertThat(view.documents().records()).isEqualTo(3);
    assertThat(view.documents().open()).isEqualTo(1);
    assertThat(view.documents().outcomes()).isEqualTo(Map.of("labels", 1L, "dead letters", 1L));
  }

  @Test
  void aLabelThatWaitsForItsTextIsNoLostOutcome() {
    document("a");
    label(Seen.label("x", "ଖେଳ", 0.7), Seen.document(5, 77).headers()); // is waited for
    label(Seen.label("a", "ଖେଳ", 0.7), Seen.document(0, 0).headers());
    intake.endOfRound();
    assertThat(view.labels().size()).isZero();
    assertThat(view.documents().lost(Map.of(0, 1L))).isZero();
  }

  @Test
  void labelsOfStrangersAreLeftOut() {
    label("no JSON".getBytes(UTF_8), Map.of());
    label(Map.of("label", "ଖେଳ"), Map.of());
    label(Map.of("documentId", "d", "classifiedAt", Seen.AT), Map.of());
    label(null, Map.of());
    label(Seen.label("d", "ଖେଳ", 0.7), Map.of("odia.origin.topic", new byte[] {-1}));
    intake.endOfRound();
    assertThat(view.labels().size()).isEqualTo(1);
    assertThat(view.labels().of("d").origin()).isNull();
  }

  @Test
  void aLabelThatBreaksTheViewDoesNotKeepTheNext() {
    view.onLabel()
        .add(
            seen -> {
              throw new IllegalStateException("told of " + seen.number());
            });
    label(Seen.label("bad", "ଖେଳ", 0.7), Map.of());
    label(Seen.label("good", "ଖେଳ", 0.7), Map.of());
    intake.endOfRound();
    assertThat(view.labels().of("good")).isNotNull();
    assertThat(told).contains("label good");
  }

  @Test
  void anExampleIsWhatCameOfItsCorrection() {
    correction("ରାଜନୀତି", "asha");
    example("ରାଜନୀତି", "asha", 0);
    intake.endOfRound();
    assertThat(state(0)).isEqualTo(State.RECORDED);
    assertThat(view.said().counts("d").label()).isEqualTo("ରାଜନୀତି");
    assertThat(view.correctionsLedger().outcomes()).isEqualTo(Map.of("examples", 1L));
    assertThat(told).containsExactly("said d");
  }

  @Test
  void aTombstoneWithdraws() {
    correction("ରାଜନୀତି", "asha");
    take(Topic.CORRECTIONS, "d", null, Map.of("odia.undoes", "0-0".getBytes(UTF_8)));
    example("ରାଜନୀତି", "asha", 0);
    example(null, null, 1);
    assertThat(state(1)).isEqualTo(State.WITHDRAWN);
    assertThat(view.corrections().at(new Place(0, 1)).undoes()).isEqualTo("0-0");
    assertThat(view.said().counts("d")).isNull();
    assertThat(view.correctionsLedger().outcomes())
        .isEqualTo(Map.of("examples", 1L, "withdrawn", 1L));
  }

  @Test
  void aSupersededCorrectionHasItsOutcome() {
    correction("ଖେଳ", "asha");
    correction("ରାଜନୀତି", "bina");
    example("ରାଜନୀତି", "bina", 1);
    intake.endOfRound();
    intake.endOfRound();
    assertThat(state(0)).isEqualTo(State.SUPERSEDED);
    assertThat(view.correctionsLedger().open()).isZero();
    assertThat(view.correctionsLedger().outcomes())
        .isEqualTo(Map.of("examples", 1L, View.SUPERSEDED, 1L));
  }

  @Test
  void aRefusedCorrectionSaysWhy() {
    correction("ଖେଳ", "asha");
    deadLetter(correctionAt(0));
    assertThat(state(0)).isEqualTo(State.REFUSED);
    assertThat(view.corrections().at(new Place(0, 0)).reason()).isEqualTo("no such label");
    assertThat(view.correctionsLedger().outcomes()).isEqualTo(Map.of("dead letters", 1L));
  }

  @Test
  void aCorrectionThatSeemsSupersededButWasRefusedHasOneOutcome() {
    correction("no label", "asha");
    correction("ରାଜନୀତି", "bina");
    example("ରାଜନୀତି", "bina", 1);
    intake.endOfRound();
    deadLetter(correctionAt(0)); // was written before, and is read after
    intake.endOfRound();
    assertThat(state(0)).isEqualTo(State.REFUSED);
    assertThat(view.correctionsLedger().doubled()).isZero();
    assertThat(view.correctionsLedger().outcomes())
        .isEqualTo(Map.of("examples", 1L, "dead letters", 1L));
  }

  @Test
  void nobodySaysAThingAfterItWasReceived() {
    Object early = Map.of("label", "ଖେଳ", "by", "asha", "at", Seen.AT.plusSeconds(100).toString());
    take(Topic.CORRECTIONS, "d", early, Map.of());
    assertThat(view.corrections().at(new Place(0, 0)).said().at()).isEqualTo(Seen.AT);
    example("ଖେଳ", "asha", 0);
    assertThat(view.corrections().counts(view.corrections().at(new Place(0, 0)))).isTrue();
  }

  @Test
  void examplesOfStrangersAreLeftOut() {
    take(Topic.EXAMPLES, "d", "no JSON".getBytes(UTF_8), Map.of());
    take(Topic.EXAMPLES, "d", Map.of("label", "ଖେଳ"), Map.of());
    take(Topic.EXAMPLES, null, null, Map.of());
    Map<String, Object> nobody = Map.of("label", "ଖେଳ", "by", "asha", "at", Seen.AT);
    take(Topic.EXAMPLES, "e", with(nobody, "others", List.of(Map.of("label", "x"))), Map.of());
    assertThat(view.said().of("d")).isNull();
    assertThat(view.said().of("e")).isNull();
    assertThat(told).isEmpty();
  }

  private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
    Map<String, Object> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }

  @Test
  void examplesWithoutAnOriginStillCount() {
    take(Topic.EXAMPLES, "d", Seen.example("d", "ଖେଳ", "asha", 1), Map.of());
    assertThat(view.said().counts("d").by()).isEqualTo("asha");
    take(Topic.EXAMPLES, "d", null, Map.of());
    assertThat(view.said().counts("d")).isNull();
  }

  @Test
  void deadLettersAreKeptWithTheirContent() {
    deadLetter(Seen.document(0, 0));
    take(Topic.DEAD_LETTERS, null, null, Map.of()); // none of ours
    var letters = view.deadLetters().before(Long.MAX_VALUE, null, 10);
    assertThat(letters).hasSize(1);
    assertThat(letters.get(0).content().value()).isEqualTo("original");
    assertThat(letters.get(0).content().valueBytes()).isEqualTo(8);
    assertThat(letters.get(0).content().headers()).containsEntry("odia.stage", "label");
    assertThat(view.deadLetters().total()).isEqualTo(1);
  }

  @Test
  void endlessContentIsCut() {
    Map<String, byte[]> headers = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      headers.put("h" + i, new byte[5_000]);
    }
    headers.putAll(new DeadLetter(Stage.DECODE, "no", Seen.document(0, 0)).headers());
    take(Topic.DEAD_LETTERS, "k", new byte[1 << 20], headers);
    var content = view.deadLetters().before(Long.MAX_VALUE, null, 1).get(0).content();
    assertThat(content.value()).hasSize(20_000);
    assertThat(content.valueBytes()).isEqualTo(1 << 20);
    assertThat(content.headers()).hasSize(50);
    assertThat(content.headers().values()).allMatch(value -> value.length() <= 1_000);
  }

  @Test
  void aRecordThatWasSentOnceMoreIsKnown() {
    take(Topic.DOCUMENTS, "d", "x".getBytes(UTF_8), Map.of("odia.redriven", "2-7".getBytes(UTF_8)));
    take(Topic.CORRECTIONS, "d", null, Map.of("odia.redriven", "2-8".getBytes(UTF_8)));
    take(Topic.DOCUMENTS, "d", null, Map.of("odia.redriven", "99999999999-1".getBytes(UTF_8)));
    assertThat(view.deadLetters().isRedriven(new Place(2, 7))).isTrue();
    assertThat(view.deadLetters().isRedriven(new Place(2, 8))).isTrue();
    assertThat(view.documents().records()).isEqualTo(2);
  }

  @Test
  void aCorrectionThatCannotBeReadIsTrackedByItsKey() {
    take(Topic.CORRECTIONS, "d", "no JSON".getBytes(UTF_8), Map.of());
    take(Topic.CORRECTIONS, null, null, Map.of());
    assertThat(view.corrections().at(new Place(0, 0)).documentId()).isEqualTo("d");
    assertThat(view.corrections().at(new Place(0, 1)).documentId()).isNull();
    assertThat(view.correctionsLedger().records()).isEqualTo(2);
  }

  @Test
  void instancesComeAndGoAndGarbageIsNoFarewell() {
    Instance instance =
        new Instance("i", List.of(), "h", Seen.AT, Seen.AT, true, "well", "v1", null);
    take(Topic.INSTANCES, "i", instance, Map.of());
    take(Topic.INSTANCES, "i", "no JSON".getBytes(UTF_8), Map.of());
    take(Topic.INSTANCES, "j", Map.of("id", "j"), Map.of());
    take(Topic.INSTANCES, null, instance, Map.of());
    assertThat(view.instances().all()).containsExactly(instance);
    take(Topic.INSTANCES, "i", null, Map.of());
    assertThat(view.instances().all()).isEmpty();
  }
}
