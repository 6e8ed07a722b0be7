package odia.stream;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import odia.event.Classification;
import odia.event.DeadLetter;
import odia.event.DeadLetter.Origin;
import odia.event.DeadLetter.Stage;
import odia.event.Decoded;
import odia.event.Document;
import odia.event.DocumentReader;
import odia.event.Json;
import odia.event.Outcome;
import odia.model.Classifier;
import odia.model.Prediction;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One record's bytes to one {@link Outcome}, sent to its sink. Both kinds of record keep the time
 * stamp of the document's record, not its event time: retention goes by it, and a label of an old
 * text must not expire at once.
 */
final class ClassifyProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(ClassifyProcessor.class);

  /** Less Odia than this, and a label says little of the text: a person should look. */
  private static final double MOSTLY_ODIA = 0.5;

  /** What Kafka and its compression add to a record's bytes, with plenty to spare. */
  private static final int FRAMING = 4 << 10;

  private final LiveModel model;
  private final Counts counts;
  private final Clock clock;
  private ProcessorContext<byte[], byte[]> context;

  ClassifyProcessor(LiveModel model, Counts counts, Clock clock) {
    this.model = model;
    this.counts = counts;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    // Loads and warms up the network before the first record, which has a transaction's time only.
    model.forThisThread();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Outcome outcome = outcomeOf(record);
    if (outcome instanceof Classification label) {
      forward(label, record);
    } else if (outcome instanceof DeadLetter letter) {
      forward(letter, record);
    }
  }

  private void forward(Classification label, Record<byte[], byte[]> record) {
    Record<byte[], byte[]> sent =
        record
            .withKey(label.documentId().getBytes(StandardCharsets.UTF_8))
            .withValue(Json.bytes(label));
    if (isTooLarge(sent)) {
      String reason = "the label would be too large: \"source\" or the headers are too long";
      forward(deadLetter(Stage.DECODE, reason, record), record);
      return;
    }
    counts.label();
    context.forward(sent, ClassifyTopology.LABELS_SINK);
  }

  private void forward(DeadLetter letter, Record<byte[], byte[]> record) {
    Record<byte[], byte[]> sent = record.withHeaders(headers(record.headers(), letter));
    counts.deadLetter(letter.stage());
    context.forward(
        isTooLarge(sent) ? withoutBytes(letter, record) : sent, ClassifyTopology.DEAD_LETTERS_SINK);
  }

  /**
   * What Kafka would refuse stops the thread, and comes again for ever: a producer that compresses
   * gets far larger records past the broker than we can send on.
   */
  private static boolean isTooLarge(Record<byte[], byte[]> record) {
    long bytes = length(record.key()) + length(record.value());
    for (Header header : record.headers()) {
      // A character of a name has 3 bytes at the most, and two lengths 5 each.
      bytes += 3L * header.key().length() + length(header.value()) + 10;
    }
    return bytes > StreamSettings.LARGEST_RECORD - FRAMING;
  }

  private static long length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /** Where the record stood is all that can be kept of one that is too large to send on. */
  private static Record<byte[], byte[]> withoutBytes(
      DeadLetter letter, Record<byte[], byte[]> record) {
    String reason = "too large to be kept here, only its origin is: " + letter.reason();
    DeadLetter note = new DeadLetter(letter.stage(), reason, letter.origin());
    return record
        .withKey((byte[]) null)
        .withValue((byte[]) null)
        .withHeaders(headers(new RecordHeaders(), note));
  }

  private static Headers headers(Headers original, DeadLetter letter) {
    Headers headers = new RecordHeaders(original.toArray());
    letter.headers().forEach((name, value) -> headers.remove(name).add(name, value));
    return headers;
  }

  private Outcome outcomeOf(Record<byte[], byte[]> record) {
    Instant time = Instant.ofEpochMilli(record.timestamp());
    Decoded<Document> decoded = DocumentReader.read(record.key(), record.value(), time);
    if (decoded instanceof Decoded.Readable<Document> readable) {
      return classify(readable.value(), record);
    }
    return deadLetter(Stage.DECODE, ((Decoded.Unreadable<Document>) decoded).reason(), record);
  }

  /**
   * The one place that catches RuntimeException: a text that breaks the model comes again for ever.
   */
  private Outcome classify(Document document, Record<byte[], byte[]> record) {
    Classifier classifier = model.forThisThread();
    try {
      Prediction prediction = classifier.classify(document.text());
      if (prediction.words() == 0) {
        return deadLetter(Stage.DECODE, "\"text\" is empty: it has no word", record);
      }
      if (prediction.odiaShare() == 0) {
        String reason = "the text has no Odia letter, and the model knows no other script";
        return deadLetter(Stage.LANGUAGE, reason, record);
      }
      return label(document, prediction, classifier);
    } catch (RuntimeException e) {
      LOG.error("Model {} failed on document {}", classifier.modelVersion(), document.id(), e);
      return deadLetter(Stage.CLASSIFY, "the model failed: " + e, record);
    }
  }

  private Classification label(Document document, Prediction prediction, Classifier classifier) {
    boolean unsure = prediction.confidence() < classifier.reviewThreshold();
    return new Classification(
        document.id(),
        prediction.label(),
        prediction.confidence(),
        prediction.probabilities(),
        unsure || prediction.odiaShare() < MOSTLY_ODIA,
        prediction.truncated(),
        prediction.words(),
        prediction.odiaShare(),
        classifier.modelVersion(),
        classifier.encoderFingerprint(),
        document.source(),
        document.eventTime(),
        clock.instant());
  }

  private DeadLetter deadLetter(Stage stage, String reason, Record<byte[], byte[]> record) {
    RecordMetadata from = context.recordMetadata().orElseThrow();
    Origin origin = new Origin(from.topic(), from.partition(), from.offset(), record.timestamp());
    return new DeadLetter(stage, reason, origin);
  }
}
