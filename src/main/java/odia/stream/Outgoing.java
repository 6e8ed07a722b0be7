package odia.stream;

import java.util.Map;
import java.util.function.Consumer;
import odia.event.DeadLetter;
import odia.event.DeadLetter.Origin;
import odia.event.DeadLetter.Stage;
import odia.ops.Hop;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a processor's records go: never a record that Kafka would refuse. */
final class Outgoing {

  private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

  /** What Kafka and its compression add to a record's bytes, with plenty to spare. */
  private static final int FRAMING = 4 << 10;

  private final ProcessorContext<byte[], byte[]> context;
  private final String deadLetters;
  private final Consumer<Stage> count;
  private Hop hop; // null between two records

  /**
   * @param deadLetters name of the sink of dead letters
   * @param count is told of each of them
   */
  Outgoing(ProcessorContext<byte[], byte[]> context, String deadLetters, Consumer<Stage> count) {
    this.context = context;
    this.deadLetters = deadLetters;
    this.count = count;
  }

  /**
   * Whether Kafka takes a record. What it would refuse stops the thread, and comes again for ever:
   * a producer that compresses gets far larger records past the broker than we can send on.
   */
  static boolean fits(Record<byte[], byte[]> record) {
    return bytes(record) <= StreamSettings.LARGEST_RECORD - FRAMING;
  }

  /** A record's size, rather too large than too small. */
  static long bytes(Record<byte[], byte[]> record) {
    long bytes = length(record.key()) + length(record.value());
    for (Header header : record.headers()) {
      // A character of a name has 3 bytes at the most, and two lengths 5 each.
      bytes += 3L * header.key().length() + length(header.value()) + 10;
    }
    return bytes;
  }

  private static long length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /**
   * Sends what was made of a record, with that record's place as headers; whoever brought headers
   * of these names along does not decide what they say.
   *
   * @return false, and nothing sent, where Kafka would refuse it
   */
  boolean send(Record<byte[], byte[]> record, Origin origin, String sink) {
    return send(record.withHeaders(headers(record.headers(), origin.headers())), sink);
  }

  /** Sends a record to a sink; false, and nothing sent, where Kafka would refuse it. */
  boolean send(Record<byte[], byte[]> record, String sink) {
    if (!fits(record)) {
      return false;
    }
    context.forward(record, sink);
    return true;
  }

  /**
   * Begins to work on a record; what is sent until it is closed belongs to the same trace.
   *
   * @param name of the work
   */
  Hop begin(String name, Record<byte[], byte[]> record, Origin origin) {
    hop = Hop.of(name, record.headers());
    return hop.at(origin.topic(), origin.partition(), origin.offset());
  }

  /** The same record, in the trace of the work that is done on it. */
  Record<byte[], byte[]> traced(Record<byte[], byte[]> record) {
    return record.withHeaders(headers(record.headers(), Map.of()));
  }

  /** Where the record in work stands. */
  Origin origin(Record<byte[], byte[]> record) {
    RecordMetadata from = context.recordMetadata().orElseThrow();
    return new Origin(from.topic(), from.partition(), from.offset(), record.timestamp());
  }

  /**
   * Puts a record aside.
   *
   * @param record as it stood at its origin
   */
  void deadLetter(Record<byte[], byte[]> record, DeadLetter letter) {
    Record<byte[], byte[]> sent = record.withHeaders(headers(record.headers(), letter.headers()));
    count.accept(letter.stage());
    LOG.debug("Dead letter of {}, {}: {}", letter.origin(), letter.stage(), letter.reason());
    hop.failed(letter.stage().wireName(), letter.reason());
    if (!send(sent, deadLetters)) {
      context.forward(withoutBytes(record, letter), deadLetters);
    }
  }

  /** Where the record stood is all that can be kept of one that is too large to send on. */
  private Record<byte[], byte[]> withoutBytes(Record<byte[], byte[]> record, DeadLetter letter) {
    String reason = "too large to be kept here, only its origin is: " + letter.reason();
    DeadLetter note = new DeadLetter(letter.stage(), reason, letter.origin());
    return record
        .withKey((byte[]) null)
        .withValue((byte[]) null)
        .withHeaders(headers(new RecordHeaders(), note.headers()));
  }

  private Headers headers(Headers original, Map<String, byte[]> ours) {
    Headers headers = new RecordHeaders(original.toArray());
    hop.headers().forEach((name, value) -> headers.remove(name).add(name, value));
    ours.forEach((name, value) -> headers.remove(name).add(name, value));
    return headers;
  }
}
