package odia.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import odia.event.Json;
import org.apache.kafka.common.header.Header;

/**
 * Says of the records of {@code odia.models}, in the topic's order, which models are whole, without
 * keeping their bytes. For one thread.
 */
public final class ModelAudit {

  /** Nobody has more, and nobody's claims make us remember more. */
  private static final int MOST_VERSIONS = 10_000;

  private final SigningKeys keys;
  private final Map<String, ModelParts> versions = new LinkedHashMap<>();

  /**
   * @param keys what models must be signed by, if by anything
   */
  public ModelAudit(SigningKeys keys) {
    this.keys = keys;
  }

  /** The version of the model that a key belongs to, or null where it belongs to none. */
  public static String versionOf(byte[] key) {
    return ModelRecords.versionOf(key);
  }

  /** Why a record is neither part nor manifest of a model, or null where it is one. */
  public static String objection(byte[] key, byte[] value) {
    String version = ModelRecords.versionOf(key);
    if (version == null) {
      return "its key names no part of a model";
    }
    boolean manifest = ModelRecords.versionOfManifest(key) != null;
    return manifest && value != null && Json.read(value, ModelManifest.class) == null
        ? "it is no manifest"
        : null;
  }

  /**
   * Takes the next record that there is no objection to.
   *
   * @throws RegistryException if there are more versions than anybody has
   */
  public void add(byte[] key, byte[] value, List<Header> headers) {
    String version = ModelRecords.versionOf(key);
    if (versions.size() == MOST_VERSIONS && !versions.containsKey(version)) {
      throw new RegistryException("there are more than %,d models".formatted(MOST_VERSIONS));
    }
    byte[] signature = null;
    for (Header header : headers) {
      signature = header.key().equals(ModelRecords.SIGNATURE) ? header.value() : signature;
    }
    versions.computeIfAbsent(version, v -> ModelParts.counted(v, keys)).add(key, value, signature);
  }

  /** SHA-256 of each model that is whole, by version, in the order of their first records. */
  public Map<String, String> whole() {
    Map<String, String> whole = new LinkedHashMap<>();
    versions.forEach(
        (version, parts) -> {
          if (parts.sha256() != null) {
            whole.put(version, parts.sha256());
          }
        });
    return whole;
  }

  /** What is wrong with each model that has a manifest and is not whole, by version. */
  public Map<String, String> damaged() {
    Map<String, String> damaged = new LinkedHashMap<>();
    versions.forEach(
        (version, parts) -> {
          if (parts.isDamaged()) {
            damaged.put(version, parts.complaint());
          }
        });
    return damaged;
  }
}
