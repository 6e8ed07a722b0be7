package odia.training;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of a network's weights at several moments of its training, which lies in a flatter place
 * than any of them (Izmailov et al. 2018, 1803.05407). The table's rows are not in the network, so
 * they are averaged beside it.
 */
final class WeightAverage {

  private final ComputationGraph network;
  private final LazyAdam table;
  private INDArray mean;
  private float[] rows;
  private int count;

  WeightAverage(ComputationGraph network, LazyAdam table) {
    this.network = network;
    this.table = table;
  }

  /** Counts the weights as they are now. What never moved is its own mean to the bit. */
  void add() {
    float[] now = table.weights();
    count++;
    if (count == 1) {
      mean = network.params().dup();
      rows = now.clone();
      return;
    }
    mean.addi(network.params().sub(mean).divi(count));
    for (int i = 0; i < rows.length; i++) {
      rows[i] += (now[i] - rows[i]) / count;
    }
  }

  /** Gives network and table the mean of what was counted; nothing where nothing was. */
  void take() {
    float[] weights = table.weights();
    if (count > 0) {
      network.params().assign(mean);
      System.arraycopy(rows, 0, weights, 0, rows.length);
    }
  }
}
