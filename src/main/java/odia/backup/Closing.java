package odia.backup;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last line of a backup: what all the others must come to.
 *
 * @param topics what there is of each
 * @param models SHA-256 of each model that is whole, by version
 * @param sha256 of all bytes before this line, uncompressed, in hexadecimal
 */
public record Closing(Map<String, Sum> topics, Map<String, String> models, String sha256) {

  /**
   * What there is of a topic.
   *
   * @param records tombstones among them
   * @param tombstones records without a value
   * @param bytes of keys and values
   * @param leftOut records that were not saved, since they are none of the topic's kind
   * @param sha256 of its records without their offsets, in hexadecimal
   */
  public record Sum(long records, long tombstones, long bytes, long leftOut, String sha256) {}

  public Closing {
    topics = topics == null ? Map.of() : new LinkedHashMap<>(topics);
    models = models == null ? Map.of() : new LinkedHashMap<>(models);
  }
}
