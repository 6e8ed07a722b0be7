package odia.feedback;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import odia.event.Example;
import odia.event.Json;
import odia.ops.Hop;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest example of every corrected document, as the topic has them, and which of them no
 * verdict covers yet. For one thread.
 */
final class TrainingSet {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingSet.class);

  /**
   * @param example null for one that was withdrawn
   * @param learned whether a verdict covers an earlier example of the document
   */
  private record Kept(Example example, int partition, long offset, Instant at, boolean learned) {}

  private final Map<String, Kept> byDocument = new LinkedHashMap<>();
  private final Map<Integer, Long> covered = new HashMap<>();

  /**
   * @param offsets by partition; the records before them are covered by a verdict
   */
  void cover(Map<Integer, Long> offsets) {
    covered.putAll(offsets);
    byDocument.values().removeIf(kept -> kept.example == null && !isFresh(kept));
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    Example example = Json.read(record.value(), Example.class);
    String id = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (id.isEmpty() || (record.value() != null && (example == null || !example.fits(id)))) {
      Hop.logging(
          id,
          () ->
              LOG.warn("Record {} of {} is no example; left out", record.offset(), record.topic()));
      return;
    }
    Kept before = byDocument.remove(id);
    boolean learned =
        before != null && (before.learned || (before.example != null && !isFresh(before)));
    if (example != null || learned) { // what nobody learned needs no unlearning
      Instant at = Instant.ofEpochMilli(record.timestamp());
      Kept kept = new Kept(example, record.partition(), record.offset(), at, learned);
      byDocument.put(id, kept); // at the end: the latest stand last
    }
  }

  private boolean isFresh(Kept kept) {
    return kept.offset >= covered.getOrDefault(kept.partition, 0L);
  }

  /** Every example, those that came last standing last. */
  Collection<Example> examples() {
    return byDocument.values().stream().map(Kept::example).filter(e -> e != null).toList();
  }

  /**
   * What no verdict covers: its size and the time of its first.
   *
   * @param oldest null where there is none
   */
  record Fresh(int count, Instant oldest) {}

  /**
   * @param used the documents that screening lets through
   */
  Fresh fresh(Collection<String> used) {
    int count = 0;
    Instant oldest = null;
    for (Map.Entry<String, Kept> entry : byDocument.entrySet()) {
      Kept kept = entry.getValue();
      if (isFresh(kept) && (kept.example == null || used.contains(entry.getKey()))) {
        count++;
        oldest = oldest == null || kept.at.isBefore(oldest) ? kept.at : oldest;
      }
    }
    return new Fresh(count, oldest);
  }
}
