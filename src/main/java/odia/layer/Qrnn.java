package odia.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Configures a quasi-recurrent layer, {@code [B, T, E]} to {@code [B, T, H]} (Bradbury et al. 2016,
 * 1611.01576, section 2.1, "fo-pooling", window 2):
 *
 * <pre>
 *   a(t) = [x(t-1); x(t); 1] W            W is [2E + 1, 3H], its last row the bias
 *   z, f, o = 2 σ(a_z) - 1, σ(a_f), σ(a_o)
 *   c(t) = f c(t-1) + (1 - f) z
 *   h(t) = o c(t)
 * </pre>
 *
 * What we do differently: z is tanh(a/2) rather than tanh(a), which the weights make up for, so
 * that one sigmoid over all three gates serves. Before the first word x and c are zero; steps
 * behind the mask give zero states and pass no gradient.
 */
public final class Qrnn extends MatrixLayer {
  private static final long serialVersionUID = 1L;

  /**
   * @param in size of the input vectors, E
   * @param out size of the states, H
   */
  public Qrnn(long in, long out) {
    super(in, out);
  }

  @Override
  public long rows() {
    return 2 * getNIn() + 1;
  }

  @Override
  public long columns() {
    return 3 * getNOut();
  }

  @Override
  public double initialScale() {
    return Math.sqrt(3.0 / rows());
  }

  @Override
  BaseLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
    return new QrnnLayer(conf, type);
  }
}
