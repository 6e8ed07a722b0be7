package odia.registry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import odia.event.Json;
import odia.event.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads models from the topic. Thread-safe: every call has a connection of its own. */
public final class ModelReader {

  private static final Duration POLL = Duration.ofMillis(500);

  private final Map<String, Object> client;
  private final SigningKeys keys;

  public ModelReader(Map<String, Object> client, SigningKeys keys) {
    this.client = Map.copyOf(client);
    this.keys = keys;
  }

  /**
   * The bytes of a checkpoint, verified against its manifest: size, SHA-256 and, where a public key
   * is set, signature.
   *
   * @param hint offset to look from first, or null; without it, and where it was wrong, the whole
   *     topic is read
   * @throws RegistryException if it is not there, or anything is wrong with it
   */
  public byte[] fetch(String version, Long hint) {
    try (CommittedTail tail = new CommittedTail(client, Topic.MODELS.name())) {
      ModelParts parts = new ModelParts(version, keys);
      boolean whole = false;
      if (hint != null) {
        tail.seek(hint);
        whole = readInto(parts, tail);
      }
      if (!whole) {
        tail.seek(0);
        whole = readInto(parts, tail);
      }
      if (!whole) {
        throw new RegistryException("model %s is refused: %s".formatted(version, parts.complaint));
      }
      return parts.joined();
    }
  }

  private static boolean readInto(ModelParts parts, CommittedTail tail) {
    long end = tail.end();
    while (tail.position() < end) {
      for (ConsumerRecord<byte[], byte[]> record : tail.poll(POLL)) {
        if (parts.add(record)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The manifests of all models that are there, by version, in the order they were published. */
  public Map<String, ModelManifest> manifests() {
    Map<String, ModelManifest> manifests = new LinkedHashMap<>();
    try (CommittedTail tail = new CommittedTail(client, Topic.MODELS.name())) {
      long end = tail.end();
      while (tail.position() < end) {
        for (ConsumerRecord<byte[], byte[]> record : tail.poll(POLL)) {
          note(record, manifests);
        }
      }
    }
    return manifests;
  }

  private static void note(
      ConsumerRecord<byte[], byte[]> record, Map<String, ModelManifest> manifests) {
    String version = ModelRecords.versionOfManifest(record.key());
    if (version != null) {
      manifests.remove(version);
      ModelManifest manifest = Json.read(record.value(), ModelManifest.class);
      if (manifest != null) {
        manifests.put(version, manifest);
      }
    }
  }

  /** Collects one model's parts until its manifest. */
  private static final class ModelParts {
    private final String version;
    private final SigningKeys keys;
    private final List<byte[]> parts = new ArrayList<>();
    private long size;
    private String complaint = "it is not on " + Topic.MODELS.name();

    ModelParts(String version, SigningKeys keys) {
      this.version = version;
      this.keys = keys;
    }

    /** Whether the model is whole with this record. */
    boolean add(ConsumerRecord<byte[], byte[]> record) {
      String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
      if (record.value() != null && key.equals(version + "/0")) {
        parts.clear();
        size = 0;
      }
      if (record.value() != null && key.equals(version + "/" + parts.size())) {
        size += record.value().length;
        parts.add(size > ModelRecords.MOST_BYTES ? new byte[0] : record.value());
      }
      if (record.value() != null && version.equals(ModelRecords.versionOfManifest(record.key()))) {
        complaint = complaint(record);
        return complaint == null;
      }
      return false;
    }

    private String complaint(ConsumerRecord<byte[], byte[]> record) {
      ModelManifest manifest = Json.read(record.value(), ModelManifest.class);
      if (manifest == null) {
        return "its manifest is not readable";
      }
      Header signature = record.headers().lastHeader(ModelRecords.SIGNATURE);
      String unsigned =
          keys.complaint(record.value(), signature == null ? null : signature.value());
      if (unsigned != null) {
        return unsigned;
      }
      if (size > ModelRecords.MOST_BYTES) {
        return "it has more than %d MiB".formatted(ModelRecords.MOST_BYTES >> 20);
      }
      if (parts.size() != manifest.parts() || size != manifest.bytes()) {
        return "%d of %d parts are there, %d of %d bytes"
            .formatted(parts.size(), manifest.parts(), size, manifest.bytes());
      }
      return ModelRecords.sha256(joined()).equals(manifest.sha256())
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
  }
}
