package odia.training;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of a network's weights at several moments of its training, which lies in a flatter place
 * than any of them (Izmailov et al. 2018, 1803.05407).
 */
final class WeightAverage {

  private final ComputationGraph network;
  private INDArray sum;
  private int count;

  WeightAverage(ComputationGraph network) {
    this.network = network;
  }

  /** Counts the weights as they are now. */
  void add() {
    if (sum == null) {
      sum = network.params().dup();
    } else {
      sum.addi(network.params());
    }
    count++;
  }

  /** Gives the network the mean of what was counted; nothing where nothing was. */
  void take() {
    if (count > 0) {
      network.params().assign(sum.divi(count));
    }
  }
}
