package odia.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link NgramEmbedding} at work: [B, T, K] ids to [B, T, E] word vectors. */
final class NgramEmbeddingLayer extends BaseLayer<NgramEmbedding> {
  private static final long serialVersionUID = 1L;

  NgramEmbeddingLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    int[] ids = ids();
    int bagSize = Math.toIntExact(input.size(2));
    int size = size();
    RowTable table = new RowTable(getParam(Matrix.NAME));
    double[] vectors = new double[ids.length / bagSize * size]; // [B * T, E]
    for (int word = 0; word * bagSize < ids.length; word++) {
      sum(ids, word * bagSize, bagSize, table, vectors, word * size);
    }
    INDArray out =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {input.size(0), input.size(1), size}, 'c');
    return Numbers.write(vectors, out);
  }

  private void sum(int[] ids, int from, int most, RowTable table, double[] vectors, int at) {
    int count = count(ids, from, most);
    for (int k = 0; k < count; k++) {
      table.addTo(ids[from + k], vectors, at);
    }
    for (int i = 0; count > 1 && i < size(); i++) {
      vectors[at + i] /= count;
    }
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    int[] ids = ids();
    int bagSize = Math.toIntExact(input.size(2));
    double[] errors = Numbers.read(epsilon); // [B * T, E]
    INDArray gradient = gradientViews.get(Matrix.NAME);
    gradient.assign(0);
    RowTable table = new RowTable(gradient);
    for (int word = 0; word * bagSize < ids.length; word++) {
      int count = count(ids, word * bagSize, bagSize);
      for (int k = 0; k < count; k++) {
        table.add(ids[word * bagSize + k], 1.0 / count, errors, word * size());
      }
    }
    Gradient all = new DefaultGradient();
    all.gradientForVariable().put(Matrix.NAME, gradient);
    return new Pair<>(all, null);
  }

  private int[] ids() {
    double[] numbers = Numbers.read(input);
    int[] ids = new int[numbers.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (int) numbers[i];
      if (ids[i] >= layerConf().rows()) {
        throw new IllegalArgumentException(
            "n-gram id " + ids[i] + " is outside the table of " + layerConf().rows() + " rows");
      }
    }
    return ids;
  }

  /** Ids of a bag stand first, padding after them. */
  private static int count(int[] ids, int from, int most) {
    int count = 0;
    while (count < most && ids[from + count] != NgramEmbedding.PAD) {
      count++;
    }
    return count;
  }

  private int size() {
    return Math.toIntExact(layerConf().getNOut());
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
