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

/**
 * {@link DocumentPooling} at work: the weighted mean, maximum and last of each input, in this
 * order.
 */
@SuppressWarnings("overrides") // DL4J itself overrides varargs by an array
final class DocumentPoolingVertex extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;

  /** One input of the vertex: [B, T, S], and where its 3 S numbers stand among the pooled ones. */
  private record Part(double[] values, int steps, int size, int offset) {
    int at(int document, int step) {
      return (document * steps + step) * size;
    }
  }

  private transient double[] weights; // [B * T], or null where all words count one

  DocumentPoolingVertex(ComputationGraph graph, String name, int index, DataType type) {
    super(graph, name, index, null, null, type);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    weights = wordWeights();
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
    double total = total(part, document, length);
    for (int i = 0; length > 0 && i < part.size; i++) {
      double sum = 0;
      for (int t = 0; t < length; t++) {
        sum += weight(part, document, t) * part.values[part.at(document, t) + i];
      }
      pooled[to + i] = sum / total;
      pooled[to + part.size + i] =
          part.values[part.at(document, largest(part, document, length, i)) + i];
      pooled[to + 2 * part.size + i] = part.values[part.at(document, length - 1) + i];
    }
  }

  /** Words present: those whose weight is not zero. They stand first, padding after them. */
  private int length(Part part, int document) {
    int length = 0;
    while (length < part.steps && weight(part, document, length) > 0) {
      length++;
    }
    return length;
  }

  private double weight(Part part, int document, int step) {
    return weights == null ? 1 : weights[document * part.steps + step];
  }

  private double total(Part part, int document, int length) {
    double total = 0;
    for (int t = 0; t < length; t++) {
      total += weight(part, document, t);
    }
    return total;
  }

  private int largest(Part part, int document, int length, int i) {
    int best = 0;
    for (int t = 1; t < length; t++) {
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
    double total = total(part, document, length);
    for (int i = 0; length > 0 && i < part.size; i++) {
      for (int t = 0; t < length; t++) {
        double share = weight(part, document, t) / total;
        into[part.at(document, t) + i] += share * errors[from + i];
      }
      into[part.at(document, largest(part, document, length, i)) + i] +=
          errors[from + part.size + i];
      into[part.at(document, length - 1) + i] += errors[from + 2 * part.size + i];
    }
  }

  private double[] wordWeights() {
    // The graph's masks, not those that feedForwardMaskArrays was told of last: DL4J tells nothing
    // where there are none, and an old mask would live on.
    INDArray[] masks = graph.getInputMaskArrays();
    return masks == null || masks[0] == null ? null : Numbers.read(masks[0]);
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
