package odia.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Lays a {@link Matrix} into DL4J's flat parameter array, row after row. */
enum MatrixInitializer implements ParamInitializer {
  INSTANCE;

  private static Matrix matrix(NeuralNetConfiguration conf) {
    return (Matrix) conf.getLayer();
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return ((Matrix) layer).rows() * ((Matrix) layer).columns();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(Matrix.NAME);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(Matrix.NAME);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return Matrix.NAME.equals(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return false;
  }

  @Override
  public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray view, boolean fresh) {
    if (fresh) {
      double scale = matrix(conf).initialScale();
      try (INDArray random = Nd4j.rand(view.dataType(), view.length())) {
        view.assign(random.subi(0.5).muli(2 * scale));
      }
    }
    conf.clearVariables();
    conf.addVariable(Matrix.NAME);
    return named(conf, view);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    return named(conf, view);
  }

  private static Map<String, INDArray> named(NeuralNetConfiguration conf, INDArray view) {
    Matrix matrix = matrix(conf);
    Map<String, INDArray> map = new LinkedHashMap<>();
    map.put(Matrix.NAME, view.reshape('c', matrix.rows(), matrix.columns()));
    return map;
  }
}
