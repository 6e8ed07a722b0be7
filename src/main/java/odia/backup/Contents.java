package odia.backup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import odia.backup.Closing.Sum;
import odia.event.Example;
import odia.event.Json;
import odia.event.Topic;
import odia.registry.ModelAudit;
import odia.registry.PromotionLog;
import odia.registry.SigningKeys;

/** Counts and checks records as they are saved or read; the same both times. For one thread. */
final class Contents {

  /** In the order of a file: who reads it knows the models when their history comes. */
  static final List<String> TOPICS =
      List.of(Topic.MODELS.name(), Topic.PROMOTIONS.name(), Topic.EXAMPLES.name());

  private static final class Tally {
    private final MessageDigest digest = sha256();
    private long records;
    private long tombstones;
    private long bytes;
    private long leftOut;
  }

  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final ModelAudit models;

  /**
   * @param keys what models must be signed by, if by anything
   */
  Contents(SigningKeys keys) {
    models = new ModelAudit(keys);
    TOPICS.forEach(topic -> tallies.put(topic, new Tally()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Why a record is none of its topic's kind, or null where it is one. */
  static String objection(SavedRecord record) {
    if (record.topic().equals(Topic.MODELS.name())) {
      return ModelAudit.objection(record.key(), record.value());
    }
    if (record.topic().equals(Topic.PROMOTIONS.name())) {
      return PromotionLog.read(record.value()) == null ? "it is no promotion" : null;
    }
    String id = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (id.isEmpty()) {
      return "it names no document";
    }
    Example example = Json.read(record.value(), Example.class);
    boolean sound = record.value() == null || (example != null && example.fits(id));
    return sound ? null : "it is no example";
  }

  void add(SavedRecord record) {
    Tally tally = tallies.get(record.topic());
    record.addTo(tally.digest);
    tally.records++;
    tally.tombstones += record.value() == null ? 1 : 0;
    tally.bytes += length(record.key()) + length(record.value());
    if (record.topic().equals(Topic.MODELS.name())) {
      models.add(record.key(), record.value(), record.headers());
    }
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  void leaveOut(String topic) {
    tallies.get(topic).leftOut++;
  }

  /** What is wrong with each model that is not whole, by version. */
  Map<String, String> damagedModels() {
    return models.damaged();
  }

  /**
   * What it all came to; once.
   *
   * @param sha256 of the bytes before
   */
  Closing closing(String sha256) {
    Map<String, Sum> sums = new LinkedHashMap<>();
    tallies.forEach(
        (topic, t) ->
            sums.put(
                topic,
                new Sum(
                    t.records,
                    t.tombstones,
                    t.bytes,
                    t.leftOut,
                    HexFormat.of().formatHex(t.digest.digest()))));
    return new Closing(sums, models.whole(), sha256);
  }
}
