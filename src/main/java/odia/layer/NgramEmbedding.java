package odia.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Configures the layer that turns a bag of n-gram ids into one word vector, their rows' mean:
 * {@code [B, T, K]} ids, padded with -1, to {@code [B, T, E]}.
 *
 * <p>Bojanowski et al. 2017 (1607.04606, section 3.2) sum the vectors; we take the mean, as their
 * code does, so that long words are not louder than short ones.
 */
public final class NgramEmbedding extends MatrixLayer {
  private static final long serialVersionUID = 1L;

  /** The id of "no n-gram here". */
  public static final int PAD = -1;

  /**
   * @param tableRows rows of the n-gram table, R
   * @param size width of a word vector, E
   */
  public NgramEmbedding(long tableRows, long size) {
    super(tableRows, size);
  }

  @Override
  public long rows() {
    return getNIn();
  }

  @Override
  public long columns() {
    return getNOut();
  }

  @Override
  public double initialScale() {
    return 1.0 / getNOut();
  }

  @Override
  BaseLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
    return new NgramEmbeddingLayer(conf, type);
  }
}
