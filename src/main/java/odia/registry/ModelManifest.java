package odia.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a model on the topic is: the record after its parts, written in one transaction with them.
 *
 * @param version of the checkpoint
 * @param parent version of the champion it was to replace, or null
 * @param sha256 of the checkpoint's bytes, hexadecimal
 * @param bytes of the checkpoint
 * @param parts records that hold them
 * @param firstOffset where the first of them stands; a hint, since a restored topic has other
 *     offsets
 * @param facts what operators want to know
 * @param madeAt when it was published
 */
public record ModelManifest(
    String version,
    String parent,
    String sha256,
    int bytes,
    int parts,
    long firstOffset,
    Facts facts,
    Instant madeAt) {

  /**
   * What a checkpoint is, without reading it.
   *
   * @param shape widths and depth of the network, by name
   * @param labels ordered label set
   * @param encoderFingerprint of the encoder inside
   */
  public record Facts(Map<String, Integer> shape, List<String> labels, String encoderFingerprint) {

    public Facts {
      shape = shape == null ? Map.of() : shape;
      labels = labels == null ? List.of() : List.copyOf(labels);
    }
  }

  public ModelManifest {
    facts = facts == null ? new Facts(null, null, null) : facts;
  }
}
