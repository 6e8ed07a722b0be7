package odia.model;

import odia.text.EncodedText;

/**
 * The linear half of the classifier head: what each n-gram by itself says for each label, beside
 * what the network makes of the words together. Immutable and thread-safe.
 *
 * <p>Wide and deep (Cheng et al. 2016, 1606.07792). What we do differently: the halves learn apart
 * and meet as a product of their probabilities, since with a few hundred documents the wide half
 * fits them all, and would leave the deep one nothing to learn.
 *
 * @param weights [R, C] in c order, nats
 * @param labels C
 */
public record WideHead(float[] weights, int labels) {

  /** The name of its weights among a checkpoint's, in DL4J's manner. */
  public static final String WEIGHTS = "head/wide_W";

  /** What it says of a text, [C] in nats: its n-grams' weights, by how much of each it has. */
  double[] scores(EncodedText text) {
    double[] scores = new double[labels];
    NgramVector vector = NgramVector.of(text);
    for (int i = 0; i < vector.rows().length; i++) {
      for (int c = 0; c < labels; c++) {
        scores[c] += vector.values()[i] * weights[vector.rows()[i] * labels + c];
      }
    }
    return scores;
  }

  /** The network's probabilities times its own, [C]. */
  double[] join(double[] probabilities, EncodedText text) {
    double[] joined = scores(text);
    for (int c = 0; c < labels; c++) {
      joined[c] += Math.log(Math.max(probabilities[c], 1e-30));
    }
    return Calibrator.softmax(joined, 1);
  }
}
