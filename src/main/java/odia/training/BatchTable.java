package odia.training;

import java.nio.FloatBuffer;
import java.util.List;
import odia.model.Body;
import odia.text.EncodedText;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Stands between an n-gram table and a network that has room for the rows of one batch: lends it
 * the rows that the next batch uses and takes the step on them itself.
 *
 * <p>DL4J zeroes, scales, clips and steps over all of a network's parameters at every batch. The
 * table is nearly all of them and a batch uses a tenth of it, so most of the time went where
 * nothing was to be learned.
 *
 * <pre>
 *   table     a b c d e f g h …      rows outside the network, with Adam's moments
 *             │   │     │
 *   network   a   c     f  ?  ?      behind them whatever earlier batches left; no id leads there
 * </pre>
 */
final class BatchTable {

  private final LazyAdam table;
  private final ComputationGraph network;
  private TouchedRows lent;

  BatchTable(LazyAdam table, ComputationGraph network) {
    this.table = table;
    this.network = network;
  }

  /** Lends the rows that these texts use. Returns the texts with places in the network's table. */
  List<EncodedText> lend(List<EncodedText> texts) {
    lent = new TouchedRows(texts);
    floats(network.getParam(Body.TABLE)).put(table.weights(lent));
    return lent.renumber(texts);
  }

  /** After the network's step; a frozen table has no gradient and stays as it is. */
  void learn() {
    INDArray all = network.gradient().getGradientFor(Body.TABLE);
    if (all != null) {
      float[] gradient = new float[Math.toIntExact(lent.count() * all.size(1))];
      floats(all).get(gradient);
      table.step(lent, gradient);
    }
  }

  /** [rows, E] in c order; DL4J keeps parameters and gradients so. */
  private static FloatBuffer floats(INDArray matrix) {
    return matrix.data().asNioFloat().slice();
  }
}
