package odia.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
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
  private final boolean keeps;
  private final List<byte[]> parts = new ArrayList<>();
  private final MessageDigest digest = ModelRecords.sha256();
  private int next;
  private long size;
  private byte[] whole; // null while there is none
  private String sha256; // of the whole one; null while there is none
  private boolean damaged; // by its last manifest, and no whole one before
  private String complaint = "it is not on " + Topic.MODELS.name();

  /**
   * @param most bytes that a model may have; of more, none are kept
   */
  ModelParts(String version, SigningKeys keys, long most) {
    this(version, keys, most, true);
  }

  private ModelParts(String version, SigningKeys keys, long most, boolean keeps) {
    this.version = version;
    this.keys = keys;
    this.most = most;
    this.keeps = keeps;
  }

  /** One that looks at the bytes and keeps none of them. */
  static ModelParts counted(String version, SigningKeys keys) {
    return new ModelParts(version, keys, ModelRecords.MOST_BYTES, false);
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    Header signature = record.headers().lastHeader(ModelRecords.SIGNATURE);
    add(record.key(), record.value(), signature == null ? null : signature.value());
  }

  void add(byte[] name, byte[] value, byte[] signature) {
    String key = name == null ? "" : new String(name, StandardCharsets.UTF_8);
    if (version.equals(ModelRecords.versionOfManifest(name))) {
      manifest(value, signature);
    } else if (value != null && key.equals(version + "/0")) {
      forget();
      part(value);
    } else if (value != null && key.equals(version + "/" + next)) {
      part(value);
    }
  }

  private void part(byte[] bytes) {
    next++;
    size += bytes.length;
    digest.update(bytes);
    if (size <= most && keeps) {
      parts.add(bytes);
    } else {
      parts.clear();
    }
  }

  private void forget() {
    parts.clear();
    digest.reset();
    next = 0;
    size = 0;
  }

  private void manifest(byte[] value, byte[] signature) {
    if (value == null) {
      whole = null;
      sha256 = null;
      complaint = "it was removed from " + Topic.MODELS.name();
    } else {
      String found = HexFormat.of().formatHex(digest.digest());
      complaint = complaint(value, signature, found);
      sha256 = complaint == null ? found : sha256;
      whole = complaint == null && keeps ? joined() : whole;
    }
    damaged = value != null && sha256 == null;
    forget();
  }

  private String complaint(byte[] value, byte[] signature, String found) {
    ModelManifest manifest = Json.read(value, ModelManifest.class);
    if (manifest == null) {
      return "its manifest is not readable";
    }
    String unsigned = keys.complaint(value, signature);
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
    return found.equals(manifest.sha256())
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

  /** SHA-256 of the model's bytes, or null while it is not whole. */
  String sha256() {
    return sha256;
  }

  /** Whether there is a manifest of it, and it is not whole. */
  boolean isDamaged() {
    return damaged;
  }

  /** Why it is not whole, in words. */
  String complaint() {
    return complaint;
  }
}
