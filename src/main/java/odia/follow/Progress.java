package odia.follow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import odia.event.Topic;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the classifiers had come, at several moments: which of a topic's records must have an
 * outcome that we have read, were nothing lost. Rests on a document's outcome and its offset being
 * committed in one transaction. Thread-safe.
 */
final class Progress {

  /** A correction may wait for its document for ten seconds. */
  private static final Duration WAITING = Duration.ofSeconds(30);

  private static final int MOMENTS = 60;

  /**
   * One moment.
   *
   * @param committed by the classifiers
   * @param ends of topics, read after what was committed
   */
  record Moment(Instant at, Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {}

  private final String byDocument;
  private final Deque<Moment> moments = new ArrayDeque<>(); // the latest first

  Progress(String byDocument) {
    this.byDocument = byDocument;
  }

  synchronized void add(Moment moment) {
    moments.addFirst(moment);
    if (moments.size() > MOMENTS) {
      moments.removeLast();
    }
  }

  /**
   * By partition of odia.documents, the offset below which every document's outcome was read.
   *
   * @param read how far we have read
   */
  synchronized Map<Integer, Long> documentsSettled(Map<TopicPartition, Long> read) {
    return moments.stream()
        .filter(m -> haveRead(m, List.of(Topic.LABELS.name(), Topic.DEAD_LETTERS.name()), read))
        .findFirst()
        .map(m -> committed(m, Topic.DOCUMENTS.name()))
        .orElse(Map.of());
  }

  /** The same of odia.corrections, which take two steps. */
  synchronized Map<Integer, Long> correctionsSettled(Map<TopicPartition, Long> read) {
    List<String> outcomes = List.of(Topic.EXAMPLES.name(), Topic.DEAD_LETTERS.name());
    Iterator<Moment> later =
        moments.stream().filter(m -> haveRead(m, outcomes, read)).limit(1).iterator();
    if (!later.hasNext()) {
      return Map.of();
    }
    Moment joined = later.next();
    return moments.stream()
        .filter(m -> m.at.isBefore(joined.at.minus(WAITING)) && isJoined(m, joined))
        .findFirst()
        .map(m -> committed(m, Topic.CORRECTIONS.name()))
        .orElse(Map.of());
  }

  private static boolean haveRead(
      Moment moment, List<String> topics, Map<TopicPartition, Long> read) {
    return moment.ends.entrySet().stream()
        .filter(end -> topics.contains(end.getKey().topic()))
        .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  private boolean isJoined(Moment sent, Moment joined) {
    return sent.ends.entrySet().stream()
        .filter(end -> end.getKey().topic().equals(byDocument))
        .allMatch(end -> joined.committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  private static Map<Integer, Long> committed(Moment moment, String topic) {
    Map<Integer, Long> offsets = new HashMap<>();
    moment.committed.forEach(
        (partition, offset) -> {
          if (partition.topic().equals(topic)) {
            offsets.put(partition.partition(), offset);
          }
        });
    return offsets;
  }
}
