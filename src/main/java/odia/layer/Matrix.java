package odia.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer configuration whose only parameter is one matrix; a bias is its last row, multiplied by a
 * column of ones, so that one gemm does it all.
 */
interface Matrix {

  /** The name of the parameter. */
  String NAME = "W";

  long rows();

  long columns();

  /** Fresh weights are drawn uniformly from [-scale, scale]. */
  double initialScale();

  /** What every layer's {@code instantiate} does after it has made the layer. */
  static Layer wire(BaseLayer<?> layer, Wiring wiring) {
    layer.setListeners(wiring.listeners);
    layer.setIndex(wiring.index);
    layer.setParamsViewArray(wiring.view);
    ParamInitializer initializer = layer.layerConf().initializer();
    layer.setParamTable(initializer.init(wiring.conf, wiring.view, wiring.initialize));
    layer.setConf(wiring.conf);
    return layer;
  }

  /** The arguments DL4J hands to {@code instantiate}. */
  record Wiring(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray view,
      boolean initialize) {}

  /** DL4J asks for an estimate it prints on request only; ours has the parameters alone. */
  static LayerMemoryReport memory(org.deeplearning4j.nn.conf.layers.FeedForwardLayer conf) {
    InputType type = InputType.recurrent(conf.getNOut());
    return new LayerMemoryReport.Builder(conf.getLayerName(), conf.getClass(), type, type)
        .standardMemory(conf.initializer().numParams(conf), 0)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }
}
