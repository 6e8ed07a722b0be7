package odia.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import odia.layer.LanguageModelHead;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks: a body and one of the two heads on it. Vertices of a head are named {@code head/…}. */
public final class Heads {

  private static final String NEXT_WORD = "head/next-word";
  private static final String POOLING = "head/pooling";
  private static final String HIDDEN = "head/hidden";
  private static final String LABEL = "head/label";

  /**
   * What a network is built from.
   *
   * @param shape widths and depth
   * @param tableRows rows of the n-gram table
   * @param outputs words to predict, or labels
   * @param dropout share of the head's inputs set to zero in training, in [0, 1)
   * @param seed of fresh parameters and dropout
   */
  public record Plan(Shape shape, int tableRows, int outputs, double dropout, long seed) {}

  private Heads() {}

  /** Layer groups of a classifier's head; it is trained as one. */
  public static List<String> classifierGroups() {
    return List.of(HIDDEN, LABEL);
  }

  public static List<String> languageModelGroups() {
    return List.of(NEXT_WORD);
  }

  /** Body and next-word head: [B, T, K] ids in, [B, T] word ids as labels. */
  public static ComputationGraph languageModel(Plan plan, Function<String, IUpdater> updaters) {
    NetworkBuilder network = new NetworkBuilder(plan, updaters, true);
    Body.addTo(network);
    network.add(
        NEXT_WORD, new LanguageModelHead(plan.shape.hidden(), plan.outputs), Body.top(plan.shape));
    return network.build(NEXT_WORD);
  }

  /** Body and classifier head: [B, T, K] ids in, probabilities [B, C] out. */
  public static ComputationGraph classifier(Plan plan, Function<String, IUpdater> updaters) {
    Shape shape = plan.shape;
    NetworkBuilder network = new NetworkBuilder(plan, updaters, false);
    Body.addTo(network);
    network.pool(POOLING, Body.EMBEDDING, Body.top(shape));
    DenseLayer hidden =
        new DenseLayer.Builder()
            .nIn(3 * (shape.embedding() + shape.hidden()))
            .nOut(shape.headHidden())
            .activation(Activation.RELU)
            .build();
    OutputLayer label =
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(shape.headHidden())
            .nOut(plan.outputs)
            .activation(Activation.SOFTMAX)
            .build();
    if (plan.dropout > 0) {
      hidden.setIDropout(new Dropout(1 - plan.dropout));
      label.setIDropout(new Dropout(1 - plan.dropout));
    }
    return network.add(HIDDEN, hidden, POOLING).add(LABEL, label, HIDDEN).build(LABEL);
  }

  /** The matrices of a classifier by DL4J's names, as its parameter table will have them. */
  static Map<String, long[]> classifierShapes(Plan plan) {
    Shape shape = plan.shape;
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(Body.TABLE, new long[] {plan.tableRows, shape.embedding()});
    for (int layer = 1; layer <= shape.layers(); layer++) {
      int in = layer == 1 ? shape.embedding() : shape.hidden();
      shapes.put(Body.qrnn(layer) + "_W", new long[] {2L * in + 1, 3L * shape.hidden()});
    }
    int pooled = 3 * (shape.embedding() + shape.hidden());
    shapes.put(HIDDEN + "_W", new long[] {pooled, shape.headHidden()});
    shapes.put(LABEL + "_W", new long[] {shape.headHidden(), plan.outputs});
    return shapes;
  }

  /** Body and a classifier head that finds every label equally probable. */
  public static ComputationGraph silentClassifier(Plan plan) {
    ComputationGraph network = classifier(plan, group -> new Sgd(0));
    network.paramTable().get(LABEL + "_W").assign(0);
    network.paramTable().get(LABEL + "_b").assign(0);
    return network;
  }
}
