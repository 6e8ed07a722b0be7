package odia.backup;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import odia.event.Promotion;
import odia.event.Topic;
import odia.registry.CommittedTail;
import odia.registry.History;
import odia.registry.ModelAudit;
import odia.registry.ModelReader;
import odia.registry.PromotionLog;
import odia.registry.SigningKeys;
import org.apache.kafka.common.TopicPartition;

/**
 * What a cluster has already, for a backup that is merged into it. Takes some hundred bytes for
 * each example of the cluster. For one thread.
 *
 * <p>A model that is there stays as it is. An example that is there, or has a newer one of its
 * document, is not written again. The history is one story: what the backup tells beyond the
 * cluster's is added where the cluster's is its beginning, or nothing but the cluster's own first
 * model; else the cluster's stands alone.
 */
final class Present {

  /** What is done with a record of a backup. */
  enum Verdict {
    WRITE,
    THERE,
    LEFT_OUT
  }

  /** The beginning of a SHA-256. */
  private record Hash(long high, long low) {}

  private final Set<String> models;
  private final List<History.Entry> history;
  private final Map<Hash, Long> newest = new HashMap<>();
  private final Set<Hash> examples = new HashSet<>();
  private final MessageDigest digest = Contents.sha256();
  private int told; // lines of the backup's history so far
  private int ownFirst; // lines of the cluster before those that it shares with the backup
  private boolean fresh; // the cluster's history is its own first model, and it is another one
  private boolean another; // its history is not the cluster's

  private Present(Set<String> models, List<History.Entry> history) {
    this.models = models;
    this.history = history;
  }

  static Present nothing() {
    return new Present(Set.of(), List.of());
  }

  /** What is committed now. */
  static Present in(Map<String, Object> client, int partitions) {
    List<History.Entry> history = new ArrayList<>();
    try (PromotionLog log = new PromotionLog(client)) {
      history.addAll(log.readToEnd().entries());
    }
    Set<String> models = new ModelReader(client, SigningKeys.NONE).manifests().keySet();
    Present present = new Present(models, history);
    for (int partition = 0; partition < partitions; partition++) {
      TopicPartition place = new TopicPartition(Topic.EXAMPLES.name(), partition);
      try (CommittedTail tail = new CommittedTail(client, place)) {
        tail.readToEnd(record -> present.note(SavedRecord.of(record)));
      }
    }
    return present;
  }

  private void note(SavedRecord record) {
    examples.add(hash(record));
    newest.merge(hash(record.key()), record.timestamp(), Math::max);
  }

  private Hash hash(SavedRecord record) {
    digest.reset();
    record.addTo(digest);
    return hashed();
  }

  private Hash hash(byte[] key) {
    digest.reset();
    digest.update(key == null ? new byte[0] : key);
    return hashed();
  }

  private Hash hashed() {
    ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
    return new Hash(bytes.getLong(), bytes.getLong());
  }

  /** Begins with the first record of the backup. */
  void begin() {
    told = 0;
    ownFirst = 0;
    fresh = false;
    another = false;
  }

  /** What is done with the next record of the backup. */
  Verdict of(SavedRecord record) {
    if (record.topic().equals(Topic.MODELS.name())) {
      boolean there = models.contains(ModelAudit.versionOf(record.key()));
      return there ? Verdict.THERE : Verdict.WRITE;
    }
    if (record.topic().equals(Topic.PROMOTIONS.name())) {
      return ofHistory(PromotionLog.read(record.value()));
    }
    boolean newer = newest.getOrDefault(hash(record.key()), -1L) > record.timestamp();
    return newer || examples.contains(hash(record)) ? Verdict.THERE : Verdict.WRITE;
  }

  private Verdict ofHistory(Promotion line) {
    if (told == 0) {
      ownFirst = followsOwnFirstModel(line) ? 1 : 0;
    }
    int at = ownFirst + told++;
    fresh |= at == 0 && isFirstModelAlone() && !isSame(line, history.get(0).promotion());
    if (fresh || at >= history.size()) {
      return another ? Verdict.LEFT_OUT : Verdict.WRITE;
    }
    another |= !isSame(line, history.get(at).promotion());
    return another ? Verdict.LEFT_OUT : Verdict.THERE;
  }

  /** A cluster that an earlier backup of the same history was merged into after its own first. */
  private boolean followsOwnFirstModel(Promotion line) {
    return history.size() > 1
        && history.get(0).promotion().parent() == null
        && !isSame(line, history.get(0).promotion())
        && isSame(line, history.get(1).promotion());
  }

  /** Every cluster's learner begins with such a line. */
  private boolean isFirstModelAlone() {
    return history.size() == 1 && history.get(0).promotion().parent() == null;
  }

  /** But for offsets, which an earlier restore has changed. */
  private static boolean isSame(Promotion one, Promotion other) {
    return one.at().equals(other.at())
        && one.kind() == other.kind()
        && one.by().equals(other.by())
        && String.valueOf(one.version()).equals(String.valueOf(other.version()))
        && String.valueOf(one.reason()).equals(String.valueOf(other.reason()));
  }

  /** Where the line of history stands in the cluster that was asked about last. */
  long offsetOfLine() {
    return history.get(ownFirst + told - 1).offset();
  }
}
