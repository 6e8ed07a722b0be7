package odia.backup;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The first line of a backup: what it is of.
 *
 * @param format says that it is a backup of ours
 * @param version of the format
 * @param madeAt when it was begun; everything committed until then is in it
 * @param bootstrap servers of the cluster it was made of
 * @param options of the command, for people
 * @param topics by name, in the order in which their records follow
 */
public record Preface(
    String format,
    int version,
    Instant madeAt,
    String bootstrap,
    Map<String, String> options,
    Map<String, Saved> topics) {

  static final String FORMAT = "odia-backup";
  static final int VERSION = 1;

  /**
   * A topic's state when the backup was begun.
   *
   * @param partitions how many it has
   * @param ends by partition: the offset after the last committed record
   * @param learned by partition: the offset up to which verdicts of the learner cover it; empty
   *     where there is none, and for other topics
   */
  public record Saved(int partitions, Map<Integer, Long> ends, Map<Integer, Long> learned) {
    public Saved {
      ends = ends == null ? Map.of() : Map.copyOf(ends);
      learned = learned == null ? Map.of() : Map.copyOf(learned);
    }
  }

  public Preface {
    options = options == null ? Map.of() : Map.copyOf(options);
    topics = topics == null ? new LinkedHashMap<>() : new LinkedHashMap<>(topics);
  }
}
