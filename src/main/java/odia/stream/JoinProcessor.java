package odia.stream;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import odia.event.Correction;
import odia.event.DeadLetter;
import odia.event.DeadLetter.Stage;
import odia.event.Json;
import odia.ops.Hop;
import odia.stream.CorrectedDocument.Known;
import odia.stream.CorrectionProcessor.Carried;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Documents and corrections, both keyed by document id and in the order in which they were sent, to
 * examples. A correction is one of four things: an example, a withdrawal, superseded by a newer
 * one, or a dead letter; one whose document is not known yet waits for it a while.
 */
final class JoinProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  /** Long enough for a document published just before, short enough for who waits for an answer. */
  static final Duration WAIT = Duration.ofSeconds(10);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final StreamSettings.Corrections settings;
  private final Counts counts;
  private final Clock clock;
  private Outgoing outgoing;
  private WindowStore<byte[], byte[]> known;
  private KeyValueStore<byte[], byte[]> corrected;
  private WaitingRoom waiting;

  JoinProcessor(StreamSettings.Corrections settings, Counts counts, Clock clock) {
    this.settings = settings;
    this.counts = counts;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    outgoing =
        new Outgoing(context, ClassifyTopology.JOIN_DEAD_LETTERS, counts::correctionDeadLetter);
    known = context.getStateStore(ClassifyTopology.KNOWN_STORE);
    corrected = context.getStateStore(ClassifyTopology.CORRECTED_STORE);
    waiting =
        new WaitingRoom(
            context.getStateStore(ClassifyTopology.WAITING_STORE), counts::waitingChanged);
    context.schedule(
        LOOK_EVERY,
        PunctuationType.WALL_CLOCK_TIME,
        now -> waiting.leave(clock.millis()).forEach(record -> join(record, false)));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (Carried.of(record) == null) {
      // The time of its classification, by the topology: no producer can choose it.
      known.put(record.key(), record.value(), record.timestamp());
      waiting.leave(record.key()).forEach(correction -> join(correction, false));
    } else {
      join(record, true);
    }
  }

  private void join(Record<byte[], byte[]> record, boolean mayWait) {
    Carried carried = Carried.of(record);
    Correction correction = carried.correction(settings.labels());
    try (Hop hop = outgoing.begin("join", carried.original(), carried.origin())) {
      hop.document(correction.documentId()).outcome(join(record, carried, correction, mayWait));
    }
  }

  /** What came of it, in a word; of a dead letter its sender says it. */
  private String join(
      Record<byte[], byte[]> record, Carried carried, Correction correction, boolean mayWait) {
    CorrectedDocument before = CorrectedDocument.of(corrected.get(record.key()));
    if (before.supersedes(correction)) {
      supersede(record.key(), before, correction);
      return "superseded";
    }
    if (correction.withdraws()) {
      return withdraw(carried, before.withdrawn(correction.at()));
    }
    Known document = before.resolve(lookUp(record.key()), correction.text());
    if (document != null) {
      return correct(carried, before.corrected(document, correction), correction);
    }
    return mayWait && waiting.takes(record, clock.millis() + WAIT.toMillis())
        ? "waits"
        : putAside(Stage.JOIN, unknown(), carried);
  }

  private Known lookUp(byte[] id) {
    long oldest = clock.millis() - settings.retention().toMillis();
    try (WindowStoreIterator<byte[]> newestFirst =
        known.backwardFetch(id, oldest, Long.MAX_VALUE)) {
      return newestFirst.hasNext() ? Known.of(newestFirst.next().value) : null;
    }
  }

  private void supersede(byte[] id, CorrectedDocument before, Correction correction) {
    if (!correction.withdraws()) {
      corrected.put(id, Json.bytes(before.superseded(correction)));
    }
    counts.supersession();
  }

  private String withdraw(Carried carried, CorrectedDocument after) {
    byte[] id = carried.original().key();
    if (outgoing.send(carried.original(), carried.origin(), ClassifyTopology.EXAMPLES_SINK)) {
      corrected.put(id, Json.bytes(after));
      counts.withdrawal();
      return "withdrawal";
    }
    return putAside(
        Stage.DECODE, "the withdrawal would be too large: the headers are too long", carried);
  }

  private String correct(Carried carried, CorrectedDocument after, Correction correction) {
    byte[] id = correction.documentId().getBytes(StandardCharsets.UTF_8);
    Instant receivedAt = Instant.ofEpochMilli(carried.origin().timestamp());
    byte[] example = Json.bytes(after.example(correction, receivedAt));
    Record<byte[], byte[]> sent = carried.original().withKey(id).withValue(example);
    if (outgoing.send(sent, carried.origin(), ClassifyTopology.EXAMPLES_SINK)) {
      corrected.put(id, Json.bytes(after));
      counts.example();
      return "example";
    }
    return putAside(
        Stage.DECODE, "the example would be too large: the headers are too long", carried);
  }

  private String putAside(Stage stage, String reason, Carried carried) {
    outgoing.deadLetter(carried.original(), new DeadLetter(stage, reason, carried.origin()));
    return "dead letter";
  }

  @Override
  public void close() {
    waiting.close();
  }

  private String unknown() {
    return "the document is not known: it never had a label, or more than %d h ago; send the correction with the document's \"text\""
        .formatted(settings.retention().toHours());
  }
}
