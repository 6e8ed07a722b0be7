package odia.model;

import java.util.function.Function;
import odia.layer.DocumentPooling;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Collects the layers of one network. A layer whose group has no updater is frozen: DL4J writes
 * freezing into the configuration, so thawing is building anew and copying parameters by name.
 */
public final class NetworkBuilder {

  static final String IDS = "ids";

  /** Longest gradient of a layer, L2; larger ones are scaled down (Merity et al. 2017 clip too). */
  private static final double LONGEST_GRADIENT = 1.0;

  private final Shape shape;
  private final int tableRows;
  private final Function<String, IUpdater> updaters;
  private final GraphBuilder graph;

  /**
   * @param updaters the updater of a layer group by its name, null for a frozen one
   * @param headAverages whether the head divides its gradient by what it scored, or DL4J shall
   */
  NetworkBuilder(Heads.Plan plan, Function<String, IUpdater> updaters, boolean headAverages) {
    this.shape = plan.shape();
    this.tableRows = plan.tableRows();
    this.updaters = updaters;
    this.graph =
        new NeuralNetConfiguration.Builder()
            .seed(plan.seed())
            .dataType(DataType.FLOAT)
            .miniBatch(!headAverages)
            .gradientNormalization(GradientNormalization.ClipL2PerLayer)
            .gradientNormalizationThreshold(LONGEST_GRADIENT)
            .updater(new Sgd(0))
            .graphBuilder()
            .addInputs(IDS);
  }

  Shape shape() {
    return shape;
  }

  int tableRows() {
    return tableRows;
  }

  NetworkBuilder add(String name, BaseLayer layer, String... inputs) {
    IUpdater updater = updaters.apply(name);
    if (updater == null) {
      graph.addLayer(name, new FrozenLayer(layer), inputs);
    } else {
      layer.setIUpdater(updater);
      graph.addLayer(name, layer, inputs);
    }
    return this;
  }

  NetworkBuilder pool(String name, String... inputs) {
    graph.addVertex(name, new DocumentPooling(), inputs);
    return this;
  }

  ComputationGraph build(String output) {
    ComputationGraph network = new ComputationGraph(graph.setOutputs(output).build());
    network.init();
    return network;
  }
}
