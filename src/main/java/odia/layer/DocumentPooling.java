package odia.layer;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configures the step from one vector a word to one vector a document: of each input {@code [B, T,
 * S]} the mean, the maximum and the last over the words present, side by side, {@code [B, 3 (S1 +
 * S2 + …)]}. The mask [B, T] says what each word counts in the mean; 0 is no word.
 *
 * <p>ULMFiT's concat pooling (Howard and Ruder 2018, 1801.06146, section 3.3). What we do
 * differently: the word vectors are pooled beside the states, since with little text they carry
 * most of the topic.
 */
public final class DocumentPooling extends GraphVertex {
  private static final long serialVersionUID = 1L;

  @Override
  public GraphVertex clone() {
    return new DocumentPooling();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DocumentPooling;
  }

  @Override
  public int hashCode() {
    return DocumentPooling.class.hashCode();
  }

  @Override
  public long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public int minVertexInputs() {
    return 1;
  }

  @Override
  public int maxVertexInputs() {
    return Integer.MAX_VALUE;
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray view,
      boolean initialize,
      DataType type) {
    return new DocumentPoolingVertex(graph, name, index, type);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... inputs) {
    long sizes = 0;
    for (InputType input : inputs) {
      sizes += ((InputType.InputTypeRecurrent) input).getSize();
    }
    return InputType.feedForward(3 * sizes);
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    InputType out = getOutputType(-1, inputs);
    return new LayerMemoryReport.Builder(null, DocumentPooling.class, inputs[0], out)
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }
}
