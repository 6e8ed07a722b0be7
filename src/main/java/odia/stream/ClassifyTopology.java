package odia.stream;

import java.time.Clock;
import odia.event.Topic;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Documents to labels and dead letters: a pure function, the very one that production runs.
 *
 * <pre>
 *   odia.documents ─▶ classify ─┬▶ odia.labels
 *                               └▶ odia.dead-letters
 * </pre>
 */
public final class ClassifyTopology {

  static final String SOURCE = "documents";
  static final String CLASSIFY = "classify";
  static final String LABELS_SINK = "labels";
  static final String DEAD_LETTERS_SINK = "dead-letters";

  private ClassifyTopology() {}

  /**
   * @param counts is told of every outcome
   * @param clock gives the time a label is given
   */
  public static Topology of(LiveModel model, Counts counts, Clock clock) {
    ByteArrayDeserializer read = new ByteArrayDeserializer();
    ByteArraySerializer write = new ByteArraySerializer();
    return new Topology()
        .addSource(
            AutoOffsetReset.earliest(), SOURCE, time(clock), read, read, Topic.DOCUMENTS.name())
        .addProcessor(CLASSIFY, () -> new ClassifyProcessor(model, counts, clock), SOURCE)
        .addSink(LABELS_SINK, Topic.LABELS.name(), write, write, CLASSIFY)
        .addSink(DEAD_LETTERS_SINK, Topic.DEAD_LETTERS.name(), write, write, CLASSIFY);
  }

  /**
   * A record's own time or, where its producer gave none (-1), the present: Kafka Streams' default
   * stops the thread at such a record, for ever.
   */
  static TimestampExtractor time(Clock clock) {
    return (record, partitionTime) -> record.timestamp() < 0 ? clock.millis() : record.timestamp();
  }
}
