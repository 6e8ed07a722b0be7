package odia.model;

import java.util.List;
import java.util.Map;
import odia.text.NgramRange;

/**
 * What a checkpoint says of itself, as JSON in its header.
 *
 * @param kind which head is on the body
 * @param shape widths and depth
 * @param encoder what decides ids, beside the vocabulary's words and n-grams
 * @param labels ordered labels of a classifier, empty for a language model
 * @param calibration how scores become probabilities, of a classifier
 * @param metrics what was measured when it was made, by name
 * @param provenance what made it
 */
public record Manifest(
    Kind kind,
    Shape shape,
    Encoder encoder,
    List<String> labels,
    Calibration calibration,
    Map<String, Double> metrics,
    Provenance provenance) {

  /**
   * @throws IllegalArgumentException naming a part that is not there, or labels that cannot be told
   *     apart
   */
  public Manifest {
    present("kind", kind);
    present("shape", shape);
    present("encoder", encoder);
    present("labels", labels);
    present("calibration", calibration);
    present("metrics", metrics);
    present("provenance", provenance);
    if (kind == Kind.CLASSIFIER) {
      labels = new LabelSet(labels).names();
    }
  }

  static void present(String name, Object part) {
    if (part == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
  }

  /** Which head is on the body. */
  public enum Kind {
    LANGUAGE_MODEL,
    CLASSIFIER
  }

  /**
   * @param fingerprint SHA-256 over all that decides ids
   */
  public record Encoder(NgramRange range, int buckets, String fingerprint) {

    public Encoder {
      present("encoder's range", range);
      present("encoder's fingerprint", fingerprint);
    }
  }

  /**
   * @param temperature scores are divided by it before the softmax (Guo et al. 2017, 1706.04599)
   * @param doubt see {@link Calibrator}; a manifest without it has none
   * @param reviewThreshold a confidence below it asks for a person's look
   */
  public record Calibration(double temperature, double doubt, double reviewThreshold) {

    /** Scores as they are. */
    public static final Calibration NONE = new Calibration(1, 0, 0);

    public Calibration {
      if (!(temperature > 0 && temperature < 1e3)) {
        throw new IllegalArgumentException("temperature must be in (0, 1000): " + temperature);
      }
      if (!(doubt >= 0 && doubt <= 1)) {
        throw new IllegalArgumentException("doubt must be in 0..1: " + doubt);
      }
      if (!(reviewThreshold >= 0 && reviewThreshold <= 1)) {
        throw new IllegalArgumentException("reviewThreshold must be in 0..1: " + reviewThreshold);
      }
    }
  }
}
