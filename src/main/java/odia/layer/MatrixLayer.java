package odia.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Configures a hidden layer whose parameter is one {@link Matrix}. */
abstract class MatrixLayer extends FeedForwardLayer implements Matrix {
  private static final long serialVersionUID = 1L;

  MatrixLayer(long in, long out) {
    setNIn(in);
    setNOut(out);
    setActivationFn(new ActivationIdentity());
  }

  /** The layer at work, without its weights yet. */
  abstract BaseLayer<?> layer(NeuralNetConfiguration conf, DataType type);

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray view,
      boolean initialize,
      DataType type) {
    return Matrix.wire(layer(conf, type), new Wiring(conf, listeners, index, view, initialize));
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
