package odia.training;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Moves parameters from network to network by the names of their vertices. */
final class HeadSwap {

  private HeadSwap() {}

  /**
   * Copies every parameter of the target.
   *
   * @throws IllegalArgumentException if the source lacks one, or has it in another shape
   */
  static void copyAll(ComputationGraph from, ComputationGraph to) {
    to.paramTable()
        .forEach(
            (name, weights) -> {
              INDArray source = from.paramTable().get(name);
              if (source == null || !source.equalShapes(weights)) {
                throw new IllegalArgumentException("Networks differ in " + name);
              }
              weights.assign(source);
            });
  }
}
