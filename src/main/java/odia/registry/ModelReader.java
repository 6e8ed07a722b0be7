package odia.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import odia.event.Json;
import odia.event.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads models from the topic. Thread-safe: every call has a connection of its own. */
public final class ModelReader {

  private final Map<String, Object> client;
  private final SigningKeys keys;

  public ModelReader(Map<String, Object> client, SigningKeys keys) {
    this.client = Map.copyOf(client);
    this.keys = keys;
  }

  /**
   * The bytes of a checkpoint, verified against its manifest: size, SHA-256 and, where a public key
   * is set, signature. Reads to the topic's end, since a tombstone may follow.
   *
   * @param hint offset to look from first, or null; without it, and where it was wrong, the whole
   *     topic is read
   * @throws RegistryException if it is not there, or anything is wrong with it
   * @throws org.apache.kafka.common.errors.TimeoutException if Kafka does not answer
   */
  public byte[] fetch(String version, Long hint) {
    try (CommittedTail tail = new CommittedTail(client, Topic.MODELS.name())) {
      boolean hinted = hint != null && hint > 0;
      ModelParts parts = read(version, tail, hinted ? hint : 0);
      if (hinted && parts.whole() == null) {
        parts = read(version, tail, 0);
      }
      if (parts.whole() == null) {
        throw new RegistryException(
            "model %s is refused: %s".formatted(version, parts.complaint()));
      }
      return parts.whole();
    }
  }

  private ModelParts read(String version, CommittedTail tail, long from) {
    long heapsShare = Runtime.getRuntime().maxMemory() / ModelRecords.COPIES;
    ModelParts parts = new ModelParts(version, keys, Math.min(ModelRecords.MOST_BYTES, heapsShare));
    tail.seek(from);
    tail.readToEnd(parts::add);
    return parts;
  }

  /** The manifests of all models that are there, by version, in the order they were published. */
  public Map<String, ModelManifest> manifests() {
    Map<String, ModelManifest> manifests = new LinkedHashMap<>();
    try (CommittedTail tail = new CommittedTail(client, Topic.MODELS.name())) {
      tail.readToEnd(record -> note(record, manifests));
    }
    return manifests;
  }

  private static void note(
      ConsumerRecord<byte[], byte[]> record, Map<String, ModelManifest> manifests) {
    String version = ModelRecords.versionOfManifest(record.key());
    if (version != null) {
      manifests.remove(version);
      ModelManifest manifest = Json.read(record.value(), ModelManifest.class);
      if (manifest != null && version.equals(manifest.version())) {
        manifests.put(version, manifest);
      }
    }
  }
}
