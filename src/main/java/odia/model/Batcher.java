package odia.model;

import java.util.Arrays;
import java.util.List;
import odia.layer.NgramEmbedding;
import odia.text.EncodedText;
import odia.text.Vocabulary;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Encoded texts to the arrays a network reads: the only place that pads. */
public final class Batcher {

  /**
   * A batch.
   *
   * @param ids [B, T, K] float32 holding n-gram ids, padded right with {@link NgramEmbedding#PAD}
   * @param weights [B, T] float32, what a word counts in a document's mean, see {@link
   *     Vocabulary#weight}; 0 for padding. It is what DL4J calls a mask
   */
  public record Batch(INDArray ids, INDArray weights) {}

  private Batcher() {}

  /** One batch of all these texts, as long as the longest of them. */
  public static Batch batch(List<EncodedText> texts) {
    int steps = 1;
    int bag = 1;
    for (EncodedText text : texts) {
      steps = Math.max(steps, text.length());
      for (int[] ngrams : text.ngrams()) {
        bag = Math.max(bag, ngrams.length);
      }
    }
    float[] ids = new float[texts.size() * steps * bag];
    float[] weights = new float[texts.size() * steps];
    Arrays.fill(ids, NgramEmbedding.PAD);
    for (int b = 0; b < texts.size(); b++) {
      fill(texts.get(b).ngrams(), ids, b * steps * bag, bag);
      for (int t = 0; t < texts.get(b).length(); t++) {
        weights[b * steps + t] = Vocabulary.weight(texts.get(b).words()[t]);
      }
    }
    return new Batch(
        Nd4j.createFromArray(ids).reshape(texts.size(), steps, bag),
        Nd4j.createFromArray(weights).reshape(texts.size(), steps));
  }

  private static void fill(int[][] ngrams, float[] ids, int from, int bag) {
    for (int t = 0; t < ngrams.length; t++) {
      for (int k = 0; k < ngrams[t].length; k++) {
        ids[from + t * bag + k] = ngrams[t][k];
      }
    }
  }
}
