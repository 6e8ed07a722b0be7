package odia.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import odia.event.Correction;
import odia.event.CorrectionReader;
import odia.event.Decoded;
import odia.event.Example;
import odia.event.Topic;
import odia.follow.RecordLookup;
import odia.monitor.Corrections;
import odia.monitor.Corrections.State;
import odia.monitor.Corrections.Tracked;
import odia.monitor.Said;
import odia.registry.TestRegistry;
import odia.review.ReviewException.Kind;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The desk against a real broker; what comes of corrections is told by hand. */
class CorrectionDeskIT {

  @TempDir private static Path folder;
  private static TestRegistry kafka;

  private final Said said = new Said(100);
  private final Corrections corrections = new Corrections(100, said);
  private final CorrectionDesk desk = new CorrectionDesk(kafka.client(), corrections);
  private final RecordLookup lookup = new RecordLookup(kafka.client());

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
    desk.close();
    lookup.close();
  }

  private ConsumerRecord<byte[], byte[]> record(Tracked sent) {
    return lookup.find(Topic.CORRECTIONS.name(), sent.place());
  }

  private Tracked correct(String by, String label) {
    return desk.correct(by, "ଦଲିଲ-1", label, null);
  }

  /** The follower saw it. */
  private Tracked seen(Tracked sent) {
    corrections.seen(sent.place(), sent.said(), null, sent.undoes());
    return corrections.at(sent.place());
  }

  /** It became an example, or a withdrawal. */
  private void recorded(Tracked sent) {
    Correction of = sent.said();
    Example example =
        of.withdraws()
            ? null
            : new Example(
                of.documentId(), "ପାଠ", of.label(), of.by(), of.at(), of.at(), "ଖେଳ", "v1", null);
    said.example(of.documentId(), example, of.at());
    State state = of.withdraws() ? State.WITHDRAWN : State.RECORDED;
    corrections.became(sent.place(), state, "ଖେଳ", null);
  }

  private Tracked settled(Tracked sent) {
    seen(sent);
    recorded(sent);
    return sent;
  }

  private static Kind refused(ThrowingCallable call) {
    return catchThrowableOfType(ReviewException.class, call).kind();
  }

  @Test
  void aCorrectionIsWhatTheClassifierReads() {
    Tracked sent = desk.correct("asha", "ଦଲିଲ-1", " ରାଜନୀତି ", "ପାଠ");
    ConsumerRecord<byte[], byte[]> record = record(sent);
    Instant at = Instant.ofEpochMilli(record.timestamp());
    Decoded<Correction> read = CorrectionReader.read(record.key(), record.value(), at);
    assertThat(read)
        .isEqualTo(new Decoded.Readable<>(new Correction("ଦଲିଲ-1", "ରାଜନୀତି", "asha", at, "ପାଠ")));
    assertThat(record.key()).isEqualTo("ଦଲିଲ-1".getBytes(UTF_8));
    assertThat(record.headers().toArray()).isEmpty();
    assertThat(sent.said()).isEqualTo(new Correction("ଦଲିଲ-1", "ରାଜନୀତି", "asha", at, null));
    assertThat(sent.state()).isEqualTo(State.SENT);
  }

  @Test
  void whatIsNoCorrectionIsRefusedAtOnce() {
    assertThat(refused(() -> correct("asha", " "))).isEqualTo(Kind.BAD);
    assertThat(refused(() -> correct("", "ଖେଳ"))).isEqualTo(Kind.BAD);
    assertThat(refused(() -> correct("a".repeat(101), "ଖେଳ"))).isEqualTo(Kind.BAD);
    assertThat(refused(() -> desk.correct("asha", "d".repeat(513), "ଖେଳ", null)))
        .isEqualTo(Kind.BAD);
    assertThat(refused(() -> desk.correct("asha", "d", "ଖେଳ", " "))).isEqualTo(Kind.BAD);
  }

  @Test
  void aTextThatIsTooLongIsNotKafkasFault() {
    String two = "ଖ".repeat(750_000);
    assertThat(refused(() -> desk.correct("asha", "d", "ଖେଳ", two))).isEqualTo(Kind.BAD);
    assertThat(refused(() -> desk.correct("asha", "d", "ଖେଳ", two + two))).isEqualTo(Kind.BAD);
  }

  @Test
  void theFirstThatIsTakenBackLeavesNothing() {
    Tracked first = settled(correct("asha", "ରାଜନୀତି"));
    Tracked undone = desk.undo("asha", first.id());
    ConsumerRecord<byte[], byte[]> record = record(undone);
    assertThat(record.value()).isNull();
    assertThat(record.key()).isEqualTo("ଦଲିଲ-1".getBytes(UTF_8));
    assertThat(record.headers().lastHeader("odia.undoes").value())
        .isEqualTo(first.id().getBytes(UTF_8));
    assertThat(undone.undoes()).isEqualTo(first.id());
  }

  @Test
  void theSecondThatIsTakenBackLeavesTheFirst() {
    settled(correct("asha", "ରାଜନୀତି"));
    Tracked second = settled(correct("asha", "ଅର୍ଥନୀତି"));
    Tracked undone = desk.undo("asha", second.id());
    assertThat(undone.said().label()).isEqualTo("ରାଜନୀତି");
    assertThat(new String(record(undone).value(), UTF_8)).contains("ରାଜନୀତି", "asha");
  }

  @Test
  void whatIsStillOnItsWayCanBeTakenBack() {
    Tracked sent = seen(correct("asha", "ରାଜନୀତି"));
    assertThat(desk.undo("asha", sent.id()).said().withdraws()).isTrue();
  }

  @Test
  void nobodyTakesBackWhatOthersSaid() {
    Tracked first = settled(correct("asha", "ରାଜନୀତି"));
    assertThat(refused(() -> desk.undo("bina", first.id()))).isEqualTo(Kind.FORBIDDEN);
    assertThat(refused(() -> desk.undo("asha", "9-999"))).isEqualTo(Kind.UNKNOWN);
    assertThat(refused(() -> desk.undo("asha", "garbage"))).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void takingOnesOwnBackDoesNotWithdrawWhatOthersSaidSince() {
    Tracked first = settled(correct("asha", "ରାଜନୀତି"));
    Tracked second = settled(correct("bina", "ଅର୍ଥନୀତି"));
    assertThat(refused(() -> desk.undo("asha", first.id()))).isEqualTo(Kind.USELESS);
    assertThat(desk.undo("bina", second.id()).said().label()).isEqualTo("ରାଜନୀତି");
  }

  @Test
  void nothingIsTakenBackTwice() {
    Tracked first = settled(correct("asha", "ରାଜନୀତି"));
    Tracked undone = settled(desk.undo("asha", first.id()));
    assertThat(refused(() -> desk.undo("asha", first.id()))).isEqualTo(Kind.USELESS);
    assertThat(refused(() -> desk.undo("asha", undone.id()))).isEqualTo(Kind.USELESS);
  }

  @Test
  void whatHadNoEffectIsNotTakenBack() {
    Tracked refused = seen(correct("asha", "ରାଜନୀତି"));
    corrections.became(refused.place(), State.REFUSED, null, "no such label");
    assertThat(refused(() -> desk.undo("asha", refused.id()))).isEqualTo(Kind.USELESS);
    Tracked superseded = seen(correct("asha", "ରାଜନୀତି"));
    corrections.became(superseded.place(), State.SUPERSEDED, null, "later");
    assertThat(refused(() -> desk.undo("asha", superseded.id()))).isEqualTo(Kind.USELESS);
  }

  @Test
  @Timeout(60)
  void withoutKafkaNobodyWaitsForEver() {
    Map<String, Object> nowhere = Map.of("bootstrap.servers", "127.0.0.1:1");
    try (CorrectionDesk lost = new CorrectionDesk(nowhere, corrections)) {
      ThrowingCallable call = () -> lost.correct("asha", "d", "ଖେଳ", null);
      assertThat(catchThrowableOfType(KafkaException.class, call)).isNotNull();
    }
  }
}
