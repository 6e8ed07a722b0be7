package odia.stream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import odia.event.Correction;
import odia.event.CorrectionReader;
import odia.event.DeadLetter;
import odia.event.DeadLetter.Origin;
import odia.event.DeadLetter.Stage;
import odia.event.Decoded;
import odia.model.LabelChanges;
import odia.ops.Hop;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Corrections to where their documents are: reads and checks each one, and sends it on under its
 * document's id, whatever key and partition its sender chose.
 */
final class CorrectionProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  /** Clocks differ; by more than this nobody's does. */
  static final Duration FUTURE = Duration.ofMinutes(5);

  private static final int LONGEST_QUOTED = 100;

  private final LiveModel model;
  private final LabelChanges changes;
  private final Counts counts;
  private final Clock clock;
  private ProcessorContext<byte[], byte[]> context;
  private Outgoing outgoing;

  CorrectionProcessor(LiveModel model, LabelChanges changes, Counts counts, Clock clock) {
    this.model = model;
    this.changes = changes;
    this.counts = counts;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    outgoing =
        new Outgoing(
            context, ClassifyTopology.CORRECTION_DEAD_LETTERS, counts::correctionDeadLetter);
    // Loads the network before the first record, which has a transaction's time only.
    model.forThisThread();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Origin origin = outgoing.origin(record);
    Decoded<Correction> decoded = read(record.key(), record.value(), origin);
    try (Hop hop = outgoing.begin("check correction", record, origin)) {
      if (decoded instanceof Decoded.Readable<Correction> readable) {
        hop.document(readable.value().documentId()).outcome("correction");
        check(readable.value(), record, origin);
      } else {
        putAside(Stage.DECODE, ((Decoded.Unreadable<Correction>) decoded).reason(), record);
      }
    }
  }

  private void check(Correction correction, Record<byte[], byte[]> record, Origin origin) {
    List<String> champion = model.forThisThread().labels().names();
    if (correction.at().isAfter(clock.instant().plus(FUTURE))) {
      String reason = "\"at\" is %s, in the future; nothing later could ever count";
      putAside(Stage.DECODE, reason.formatted(correction.at()), record);
    } else if (!correction.withdraws() && !changes.allows(correction.label(), champion)) {
      putAside(Stage.LABEL, notAllowed(correction.label(), champion), record);
    } else {
      send(correction, new Carried(outgoing.traced(record), origin));
    }
  }

  private void send(Correction correction, Carried carried) {
    Record<byte[], byte[]> sent = carried.keyedBy(correction.documentId());
    if (Outgoing.fits(sent)) {
      // The one child that is no sink of dead letters.
      context.forward(sent, ClassifyTopology.KEYED_CORRECTIONS);
    } else {
      putAside(Stage.DECODE, "too large: the headers or the text are too long", carried.original);
    }
  }

  private void putAside(Stage stage, String reason, Record<byte[], byte[]> record) {
    outgoing.deadLetter(record, new DeadLetter(stage, reason, outgoing.origin(record)));
  }

  private String notAllowed(String label, List<String> champion) {
    String quoted =
        label.length() <= LONGEST_QUOTED ? label : label.substring(0, LONGEST_QUOTED) + "…";
    return "\"%s\" is no label; allowed are: %s"
        .formatted(quoted, String.join(", ", changes.allowed(champion)));
  }

  private static Decoded<Correction> read(byte[] key, byte[] value, Origin origin) {
    return CorrectionReader.read(key, value, Instant.ofEpochMilli(origin.timestamp()));
  }

  /**
   * A correction's record on its way through the internal topic. Value and headers stay as they
   * are; a last header holds what a new key and a new place would lose:
   *
   * <pre>
   *   topic, partition, offset, time stamp; length of the key, or -1 for none; the key
   * </pre>
   */
  record Carried(Record<byte[], byte[]> original, Origin origin) {

    private static final String HEADER = "odia.carried";

    Record<byte[], byte[]> keyedBy(String documentId) {
      Headers headers = new RecordHeaders(original.headers().toArray());
      headers.add(HEADER, toBytes());
      return original.withKey(documentId.getBytes(StandardCharsets.UTF_8)).withHeaders(headers);
    }

    /** What a record carries; null for a document, which has no header. */
    static Carried of(Record<byte[], byte[]> record) {
      Header[] headers = record.headers().toArray();
      if (headers.length == 0) {
        return null;
      }
      byte[] carried = headers[headers.length - 1].value();
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(carried))) {
        Origin origin = new Origin(in.readUTF(), in.readInt(), in.readLong(), in.readLong());
        int length = in.readInt();
        byte[] key = length < 0 ? null : in.readNBytes(length);
        Headers own = new RecordHeaders(Arrays.copyOf(headers, headers.length - 1));
        return new Carried(record.withKey(key).withHeaders(own), origin);
      } catch (IOException e) {
        throw new IllegalStateException("A record on an internal topic that is not ours", e);
      }
    }

    private byte[] toBytes() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(bytes)) {
        out.writeUTF(origin.topic());
        out.writeInt(origin.partition());
        out.writeLong(origin.offset());
        out.writeLong(origin.timestamp());
        out.writeInt(original.key() == null ? -1 : original.key().length);
        out.write(original.key() == null ? new byte[0] : original.key());
      } catch (IOException e) {
        throw new IllegalStateException("Memory does not fail", e);
      }
      return bytes.toByteArray();
    }

    /**
     * The correction, read and checked before, in the names of now. Its time is that of its record
     * at the latest: nobody says a thing after it was received, and a clock that is fast must not
     * beat a withdrawal that comes after.
     */
    Correction correction(LabelChanges changes) {
      Decoded<Correction> decoded = read(original.key(), original.value(), origin);
      Correction said = ((Decoded.Readable<Correction>) decoded).value();
      Instant received = Instant.ofEpochMilli(origin.timestamp());
      return new Correction(
          said.documentId(),
          said.withdraws() ? null : changes.nameOf(said.label()),
          said.by(),
          said.at().isAfter(received) ? received : said.at(),
          said.text());
    }
  }
}
