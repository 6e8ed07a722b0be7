package odia.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Configures the next-word head: {@code [B, T, H]} states to a softmax over V words, scored by the
 * mean cross-entropy, in nats per word, against integer labels {@code [B, T]} (a negative label is
 * not scored). Softmax and cross-entropy are one step, since one-hot labels {@code [B, V, T]} would
 * not fit into memory.
 */
public final class LanguageModelHead extends BaseOutputLayer implements Matrix {
  private static final long serialVersionUID = 1L;

  /**
   * @param in size of the states, H
   * @param words words that can be predicted, V
   */
  public LanguageModelHead(long in, long words) {
    setNIn(in);
    setNOut(words);
    // DL4J wants to know these two; the layer computes them itself, as one.
    setActivationFn(new ActivationSoftmax());
    setLossFn(new LossMCXENT());
  }

  @Override
  public long rows() {
    return getNIn() + 1;
  }

  @Override
  public long columns() {
    return getNOut();
  }

  @Override
  public double initialScale() {
    return 0.5 / Math.sqrt(getNIn());
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray view,
      boolean initialize,
      DataType type) {
    return Matrix.wire(
        new LanguageModelHeadLayer(conf, type),
        new Wiring(conf, listeners, index, view, initialize));
  }

  @Override
  public ParamInitializer initializer() {
    return MatrixInitializer.INSTANCE;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    return Matrix.memory(this);
  }
}
