package odia.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link DocumentPooling} at work: the mean, maximum and last of each input, in this order. */
@SuppressWarnings("overrides") // DL4J itself overrides varargs by an array
final class DocumentPoolingVertex extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;

  /** One input of the vertex: [B, T, S], and where its 3 S numbers stand among the pooled ones. */
  private record Part(double[] values, int steps, int size, int offset) {
    int at(int document, int step) {
      return (document * steps + step) * size;
    }
  }

  private transient int[] lengths; // words present per document, or null where all are

  DocumentPoolingVertex(ComputationGraph graph, String name, int index, DataType type) {
    super(graph, name, index, null, null, type);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    lengths = presentWords();
    int batch = Math.toIntExact(inputs[0].size(0));
    int width = width();
    double[] pooled = new double[batch * width];
    int offset = 0;
    for (INDArray input : inputs) {
      Part part = part(input, offset);
      for (int b = 0; b < batch; b++) {
        pool(part, b, pooled, b * width + offset);
      }
      offset += 3 * part.size;
    }
    INDArray result =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {batch, width}, 'c');
    return Numbers.write(pooled, result);
  }

  private static Part part(INDArray input, int offset) {
    int steps = Math.toIntExact(input.size(1));
    return new Part(Numbers.read(input), steps, Math.toIntExact(input.size(2)), offset);
  }

  private int width() {
    int width = 0;
    for (INDArray input : inputs) {
      width += 3 * Math.toIntExact(input.size(2));
    }
    return width;
  }

  /** A document without a word pools to zeros. */
  private void pool(Part part, int document, double[] pooled, int to) {
    int length = length(part, document);
    for (int i = 0; length > 0 && i < part.size; i++) {
      double sum = 0;
      for (int t = 0; t < length; t++) {
        sum += part.values[part.at(document, t) + i];
      }
      pooled[to + i] = sum / length;
      pooled[to + part.size + i] = part.values[part.at(document, largest(part, document, i)) + i];
      pooled[to + 2 * part.size + i] = part.values[part.at(document, length - 1) + i];
    }
  }

  private int length(Part part, int document) {
    return lengths == null ? part.steps : lengths[document];
  }

  private int largest(Part part, int document, int i) {
    int best = 0;
    for (int t = 1; t < length(part, document); t++) {
      if (part.values[part.at(document, t) + i] > part.values[part.at(document, best) + i]) {
        best = t;
      }
    }
    return best;
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    double[] errors = Numbers.read(epsilon);
    int width = width();
    INDArray[] results = new INDArray[inputs.length];
    int offset = 0;
    for (int n = 0; n < inputs.length; n++) {
      Part part = part(inputs[n], offset);
      double[] spread = new double[part.values.length];
      for (int b = 0; b * width < errors.length; b++) {
        spread(part, b, errors, b * width + offset, spread);
      }
      INDArray result =
          workspaces.createUninitialized(
              ArrayType.ACTIVATION_GRAD, dataType, inputs[n].shape(), 'c');
      results[n] = Numbers.write(spread, result);
      offset += 3 * part.size;
    }
    return new Pair<>(null, results);
  }

  private void spread(Part part, int document, double[] errors, int from, double[] into) {
    int length = length(part, document);
    for (int i = 0; length > 0 && i < part.size; i++) {
      for (int t = 0; t < length; t++) {
        into[part.at(document, t) + i] += errors[from + i] / length;
      }
      into[part.at(document, largest(part, document, i)) + i] += errors[from + part.size + i];
      into[part.at(document, length - 1) + i] += errors[from + 2 * part.size + i];
    }
  }

  /** Words present per document: the mask is [B, T], ones followed by zeros. */
  private int[] presentWords() {
    // The graph's masks, not those that feedForwardMaskArrays was told of last: DL4J tells nothing
    // where there are none, and an old mask would live on.
    INDArray[] masks = graph.getInputMaskArrays();
    return masks == null || masks[0] == null ? null : masks[0].sum(1).toIntVector();
  }

  /** Lets no mask out: time ends here. */
  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int batch) {
    return null;
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public Layer getLayer() {
    return null;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    if (view != null) {
      throw new IllegalArgumentException("Pooling has no parameters, so no gradients");
    }
  }

  @Override
  public String toString() {
    return "DocumentPooling(" + getVertexName() + ")";
  }
}
