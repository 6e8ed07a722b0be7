package odia.stream;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import odia.event.Classification;
import odia.event.DeadLetter;
import odia.event.DeadLetter.Stage;
import odia.event.Decoded;
import odia.event.Document;
import odia.event.DocumentReader;
import odia.event.Json;
import odia.model.Classifier;
import odia.model.Prediction;
import odia.ops.Hop;
import odia.stream.CorrectedDocument.Known;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One record's bytes to one label or one dead letter. Both keep the time stamp of the document's
 * record, not its event time: retention goes by it, and a label of an old text must not expire at
 * once. A document with a label is sent on too, to where corrections of it may come.
 */
final class ClassifyProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(ClassifyProcessor.class);

  /** Less Odia than this, and a label says little of the text: a person should look. */
  private static final double MOSTLY_ODIA = 0.5;

  private final LiveModel model;
  private final Counts counts;
  private final Clock clock;
  private Outgoing outgoing;

  ClassifyProcessor(LiveModel model, Counts counts, Clock clock) {
    this.model = model;
    this.counts = counts;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    outgoing = new Outgoing(context, ClassifyTopology.DEAD_LETTERS_SINK, counts::deadLetter);
    // Loads and warms up the network before the first record, which has a transaction's time only.
    model.forThisThread();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Instant time = Instant.ofEpochMilli(record.timestamp());
    Decoded<Document> decoded = DocumentReader.read(record.key(), record.value(), time);
    try (Hop hop = outgoing.begin("classify", record, outgoing.origin(record))) {
      if (decoded instanceof Decoded.Readable<Document> readable) {
        hop.document(readable.value().id()).outcome("label");
        classify(readable.value(), record);
      } else {
        putAside(Stage.DECODE, ((Decoded.Unreadable<Document>) decoded).reason(), record);
      }
    }
  }

  /**
   * The one place that catches RuntimeException: a text that breaks the model comes again for ever.
   */
  private void classify(Document document, Record<byte[], byte[]> record) {
    Classifier classifier = model.forThisThread();
    Prediction prediction;
    try {
      prediction = classifier.classify(document.text());
    } catch (RuntimeException e) {
      LOG.error("Model {} failed on document {}", classifier.modelVersion(), document.id(), e);
      putAside(Stage.CLASSIFY, "the model failed: " + e, record);
      return;
    }
    if (prediction.words() == 0) {
      putAside(Stage.DECODE, "\"text\" is empty: it has no word", record);
    } else if (prediction.odiaShare() == 0) {
      String reason = "the text has no Odia letter, and the model knows no other script";
      putAside(Stage.LANGUAGE, reason, record);
    } else {
      send(document, label(document, prediction, classifier), record);
    }
  }

  private void send(Document document, Classification label, Record<byte[], byte[]> record) {
    byte[] key = label.documentId().getBytes(StandardCharsets.UTF_8);
    Record<byte[], byte[]> sent = record.withKey(key).withValue(Json.bytes(label));
    if (!outgoing.send(sent, outgoing.origin(record), ClassifyTopology.LABELS_SINK)) {
      String reason = "the label would be too large: \"source\" or the headers are too long";
      putAside(Stage.DECODE, reason, record);
      return;
    }
    counts.label();
    byte[] known = Json.bytes(new Known(document.text(), label.label(), label.modelVersion()));
    // How long it is known counts from now: a wrong time stamp must not decide about that.
    outgoing.send(
        new Record<>(key, known, label.classifiedAt().toEpochMilli()), ClassifyTopology.KNOWN_SINK);
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

  private void putAside(Stage stage, String reason, Record<byte[], byte[]> record) {
    outgoing.deadLetter(record, new DeadLetter(stage, reason, outgoing.origin(record)));
  }
}
