package odia.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import odia.event.Json;
import odia.event.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Collects one model's records in the topic's order. A copy that is whole stays good when a damaged
 * one follows it, since a version is made of its content; a tombstone takes it away, whether or not
 * Kafka has cleaned up behind it yet. Allocates nothing by what a manifest claims.
 */
final class ModelParts {

  private final String version;
  private final SigningKeys keys;
  private final long most;
  private final List<byte[]> parts = new ArrayList<>();
  private int next;
  private long size;
  private byte[] whole; // null while there is none
  private String complaint = "it is not on " + Topic.MODELS.name();

  /**
   * @param most bytes that a model may have; of more, none are kept
   */
  ModelParts(String version, SigningKeys keys, long most) {
    this.version = version;
    this.keys = keys;
    this.most = most;
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (version.equals(ModelRecords.versionOfManifest(record.key()))) {
      manifest(record);
    } else if (record.value() != null && key.equals(version + "/0")) {
      forget();
      part(record.value());
    } else if (record.value() != null && key.equals(version + "/" + next)) {
      part(record.value());
    }
  }

  private void part(byte[] bytes) {
    next++;
    size += bytes.length;
    if (size <= most) {
      parts.add(bytes);
    } else {
      parts.clear();
    }
  }

  private void forget() {
    parts.clear();
    next = 0;
    size = 0;
  }

  private void manifest(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      whole = null;
      complaint = "it was removed from " + Topic.MODELS.name();
    } else {
      complaint = complaint(record);
      whole = complaint == null ? joined() : whole;
    }
    forget();
  }

  private String complaint(ConsumerRecord<byte[], byte[]> record) {
    ModelManifest manifest = Json.read(record.value(), ModelManifest.class);
    if (manifest == null) {
      return "its manifest is not readable";
    }
    Header signature = record.headers().lastHeader(ModelRecords.SIGNATURE);
    String unsigned = keys.complaint(record.value(), signature == null ? null : signature.value());
    if (unsigned != null) {
      return unsigned;
    }
    if (!version.equals(manifest.version())) {
      return "its manifest is that of " + manifest.version();
    }
    if (size > most) {
      return "it has %,d bytes, and this heap lets a model have %,d".formatted(size, most);
    }
    if (next != manifest.parts() || size != manifest.bytes()) {
      return "%d of %d parts are there, %d of %d bytes"
          .formatted(next, manifest.parts(), size, manifest.bytes());
    }
    return ModelRecords.sha256(parts).equals(manifest.sha256())
        ? null
        : "its bytes are damaged: their SHA-256 is not the manifest's";
  }

  private byte[] joined() {
    byte[] joined = new byte[Math.toIntExact(size)];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  /** The model's bytes, or null while it is not whole. */
  byte[] whole() {
    return whole;
  }

  /** Why it is not whole, in words. */
  String complaint() {
    return complaint;
  }
}
