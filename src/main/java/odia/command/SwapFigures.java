package odia.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import odia.event.Classification;
import odia.event.Json;
import odia.event.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a consumer saw of a run with hot swaps; for one thread. */
final class SwapFigures {

  private final Set<String> valid;
  private final Map<String, Integer> seen = new HashMap<>();
  private final List<long[]> outcomes = new ArrayList<>(); // sent at, seen after, milliseconds
  private String newest = "";
  private long invalid;

  /**
   * @param valid versions that may label
   */
  SwapFigures(Set<String> valid) {
    this.valid = new HashSet<>(valid);
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    seen.merge(Lines.text(record.key()), 1, Integer::sum);
    outcomes.add(new long[] {record.timestamp(), System.currentTimeMillis() - record.timestamp()});
    if (record.topic().equals(Topic.LABELS.name())) {
      newest = Json.read(record.value(), Classification.class).modelVersion();
      invalid += valid.contains(newest) ? 0 : 1;
    }
  }

  /** Documents with an outcome. */
  int documents() {
    return seen.size();
  }

  long duplicates() {
    return outcomes.size() - seen.size();
  }

  /** Labels by a version that may not label. */
  long invalid() {
    return invalid;
  }

  /** The version of the label seen last. */
  String newest() {
    return newest;
  }

  /** Latencies of what was sent from one time up to another, epoch milliseconds. */
  long[] latencies(long from, long to) {
    return outcomes.stream().filter(o -> o[0] >= from && o[0] < to).mapToLong(o -> o[1]).toArray();
  }
}
