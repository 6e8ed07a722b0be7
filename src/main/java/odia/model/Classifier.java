package odia.model;

/**
 * Puts a label on a text. Serving and evaluation share it, so the score a stream consumer sees is
 * the score that was measured.
 *
 * <p>Not thread-safe: a network computes in buffers of its own, so every thread has its own
 * classifier.
 */
public interface Classifier extends AutoCloseable {

  /**
   * Labels one text of any content: there is no text it refuses. A text without a single word gets
   * a prediction with {@link Prediction#words()} = 0, which means nothing and which the caller
   * decides about.
   */
  Prediction classify(String text);

  /** The version of the checkpoint behind this classifier, as stamped on every label. */
  String modelVersion();

  /** The fingerprint of the encoder: two equal ones turn every text into the same ids. */
  String encoderFingerprint();

  /** A confidence below this asks for a person's look; chosen on development data, in [0, 1]. */
  double reviewThreshold();

  /** The label set in the order of the model's outputs. */
  LabelSet labels();

  /** Gives back what stands outside the heap; it cannot classify any more. */
  @Override
  default void close() {}
}
