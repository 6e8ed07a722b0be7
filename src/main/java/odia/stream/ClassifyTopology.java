package odia.stream;

import java.time.Clock;
import java.time.Duration;
import odia.event.Topic;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * Documents to labels, corrections to examples, and either to dead letters: a pure function, the
 * very one that production runs. Three parts, each with tasks of its own, so that no label waits
 * for a correction:
 *
 * <pre>
 *   odia.documents ───▶ classify ─┬▶ odia.labels
 *                                 ├▶ odia.dead-letters
 *                                 └▶ by-document (id ▶ text, label, model version)
 *
 *   odia.corrections ─▶ check ────┬▶ by-document (id ▶ the correction)
 *                                 └▶ odia.dead-letters
 *
 *   by-document ──────▶ join ─────┬▶ odia.examples
 *                  (three stores) └▶ odia.dead-letters
 * </pre>
 *
 * <p>Documents and corrections meet in one internal topic, not in two: producers may key and
 * partition both as they like, and within a partition the order of offsets is the order in which
 * they were processed. Who has seen a label and corrects it comes after the document for sure,
 * whatever the time stamps say, and no task has to idle for the other side.
 */
public final class ClassifyTopology {

  static final String CLASSIFY = "classify";
  static final String LABELS_SINK = "labels";
  static final String DEAD_LETTERS_SINK = "dead-letters";
  static final String KNOWN_SINK = "known-documents";
  static final String CORRECTION_DEAD_LETTERS = "correction-dead-letters";
  static final String KEYED_CORRECTIONS = "keyed-corrections";
  static final String EXAMPLES_SINK = "examples";
  static final String JOIN_DEAD_LETTERS = "join-dead-letters";

  /** By document id and time of classification: what the model said, and of which text. */
  static final String KNOWN_STORE = "known";

  /** By document id: what people said. */
  static final String CORRECTED_STORE = "corrected";

  /** By document id: corrections that came before their document. */
  static final String WAITING_STORE = "waiting";

  private static final String BY_DOCUMENT = "by-document";

  /** Fixed, whatever the others have: an internal topic cannot grow with them. */
  private static final int PARTITIONS = 6;

  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private ClassifyTopology() {}

  /**
   * @param corrections what becomes of them
   * @param counts is told of every outcome
   * @param clock gives the time a label is given
   */
  public static Topology of(
      LiveModel model, StreamSettings.Corrections corrections, Counts counts, Clock clock) {
    StreamsBuilder builder = new StreamsBuilder();
    addStores(builder, corrections.retention());
    classify(
        source(builder, Topic.DOCUMENTS, clock)
            .process(() -> new ClassifyProcessor(model, counts, clock), Named.as(CLASSIFY)));
    join(
        source(builder, Topic.CORRECTIONS, clock)
            .process(
                () -> new CorrectionProcessor(model, corrections.labels(), counts, clock),
                Named.as("check")),
        () -> new JoinProcessor(corrections, counts, clock));
    return builder.build();
  }

  private static void classify(KStream<byte[], byte[]> classified) {
    classified.to(Topic.LABELS.name(), sink(LABELS_SINK));
    classified.to(Topic.DEAD_LETTERS.name(), sink(DEAD_LETTERS_SINK));
    // The topic that repartition() makes below, by the name that it has inside the topology.
    classified.to(BY_DOCUMENT + "-repartition", sink(KNOWN_SINK));
  }

  private static void join(
      KStream<byte[], byte[]> checked,
      ProcessorSupplier<byte[], byte[], byte[], byte[]> processor) {
    checked.to(Topic.DEAD_LETTERS.name(), sink(CORRECTION_DEAD_LETTERS));
    KStream<byte[], byte[]> joined =
        checked
            .filter((key, value) -> true, Named.as(KEYED_CORRECTIONS)) // a child with a name
            .repartition(
                Repartitioned.with(BYTES, BYTES)
                    .withName(BY_DOCUMENT)
                    .withNumberOfPartitions(PARTITIONS))
            .process(processor, Named.as("join"), KNOWN_STORE, CORRECTED_STORE, WAITING_STORE);
    joined.to(Topic.EXAMPLES.name(), sink(EXAMPLES_SINK));
    joined.to(Topic.DEAD_LETTERS.name(), sink(JOIN_DEAD_LETTERS));
  }

  /**
   * Windows, because their segments are dropped whole when their time is over; each holds one
   * document at the one moment it was classified.
   */
  private static void addStores(StreamsBuilder builder, Duration retention) {
    Duration moment = Duration.ofMillis(1);
    builder
        .addStateStore(
            Stores.windowStoreBuilder(
                Stores.persistentWindowStore(KNOWN_STORE, retention, moment, false), BYTES, BYTES))
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(CORRECTED_STORE), BYTES, BYTES))
        .addStateStore(
            Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(WAITING_STORE), BYTES, BYTES));
  }

  private static KStream<byte[], byte[]> source(
      StreamsBuilder builder, Topic<?> topic, Clock clock) {
    return builder.stream(
        topic.name(),
        Consumed.with(BYTES, BYTES)
            .withName(topic.name().substring("odia.".length()))
            .withTimestampExtractor(time(clock))
            .withOffsetResetPolicy(AutoOffsetReset.earliest()));
  }

  private static Produced<byte[], byte[]> sink(String name) {
    return Produced.with(BYTES, BYTES).withName(name);
  }

  /**
   * A record's own time or, where its producer gave none (-1), the present: Kafka Streams' default
   * stops the thread at such a record, for ever.
   */
  static TimestampExtractor time(Clock clock) {
    return (record, partitionTime) -> record.timestamp() < 0 ? clock.millis() : record.timestamp();
  }
}
