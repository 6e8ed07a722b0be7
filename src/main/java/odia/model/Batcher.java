package odia.model;

import java.util.Arrays;
import java.util.List;
import odia.layer.NgramEmbedding;
import odia.text.EncodedText;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Encoded texts to the arrays a network reads: the only place that pads. */
public final class Batcher {

  /**
   * A batch.
   *
   * @param ids [B, T, K] float32 holding n-gram ids, padded right with {@link NgramEmbedding#PAD}
   * @param mask [B, T] float32, 1 for a word and 0 for padding; null where nothing is padded
   */
  public record Batch(INDArray ids, INDArray mask) {

    /** The masks as DL4J's calls want them, null for none. */
    public INDArray[] masks() {
      return mask == null ? null : new INDArray[] {mask};
    }
  }

  private Batcher() {}

  /** One batch of all these texts, as long as the longest of them. */
  public static Batch batch(List<EncodedText> texts) {
    int steps = 1;
    int bag = 1;
    boolean even = true;
    for (EncodedText text : texts) {
      steps = Math.max(steps, text.length());
      for (int[] ngrams : text.ngrams()) {
        bag = Math.max(bag, ngrams.length);
      }
    }
    float[] ids = new float[texts.size() * steps * bag];
    float[] mask = new float[texts.size() * steps];
    Arrays.fill(ids, NgramEmbedding.PAD);
    for (int b = 0; b < texts.size(); b++) {
      fill(texts.get(b).ngrams(), ids, b * steps * bag, bag);
      Arrays.fill(mask, b * steps, b * steps + texts.get(b).length(), 1);
      even &= texts.get(b).length() == steps;
    }
    return new Batch(
        Nd4j.createFromArray(ids).reshape(texts.size(), steps, bag),
        even ? null : Nd4j.createFromArray(mask).reshape(texts.size(), steps));
  }

  private static void fill(int[][] ngrams, float[] ids, int from, int bag) {
    for (int t = 0; t < ngrams.length; t++) {
      for (int k = 0; k < ngrams[t].length; k++) {
        ids[from + t * bag + k] = ngrams[t][k];
      }
    }
  }
}
