package odia.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.gradientcheck.GradientCheckUtil.GraphConfig;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Our backward passes against DL4J's numerical gradients, in double precision. */
class GradientTest {

  private static final int ROWS = 11;
  private static final int BATCH = 3;
  private static final int STEPS = 5;

  @BeforeEach
  void doublePrecision() {
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
  }

  @AfterEach
  void singlePrecision() {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
  }

  private static GraphBuilder body() {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .dataType(DataType.DOUBLE)
        .updater(new Sgd(1))
        .miniBatch(false)
        .graphBuilder()
        .addInputs("ids")
        .addLayer("embedding", new NgramEmbedding(ROWS, 4), "ids")
        .addLayer("first", new Qrnn(4, 3), "embedding")
        .addLayer("second", new Qrnn(3, 2), "first");
  }

  private static INDArray ids() {
    Random random = new Random(3);
    double[] ids = new double[BATCH * STEPS * 3];
    for (int i = 0; i < ids.length; i += 3) {
      ids[i] = random.nextInt(ROWS);
      ids[i + 1] = random.nextInt(ROWS);
      ids[i + 2] = random.nextBoolean() ? random.nextInt(ROWS) : NgramEmbedding.PAD;
    }
    return Nd4j.createFromArray(ids).reshape(BATCH, STEPS, 3);
  }

  private static boolean check(ComputationGraph network, INDArray labels, INDArray mask) {
    return GradientCheckUtil.checkGradients(
        new GraphConfig()
            .net(network)
            .inputs(new INDArray[] {ids()})
            .labels(new INDArray[] {labels})
            .inputMask(mask == null ? null : new INDArray[] {mask})
            .maxRelError(1e-5)
            .minAbsoluteError(1e-9));
  }

  private static ComputationGraph init(GraphBuilder builder, String output) {
    ComputationGraph network = new ComputationGraph(builder.setOutputs(output).build());
    network.init();
    return network;
  }

  @Test
  void languageModelGradientsAreRight() {
    ComputationGraph network =
        init(body().addLayer("head", new LanguageModelHead(2, 6), "second"), "head");
    double[] labels = {0, 1, 2, 3, 4, 5, -1, 1, 2, 3, 4, 5, 0, -1, 2};
    INDArray wanted = Nd4j.createFromArray(labels).reshape(BATCH, STEPS);

    assertThat(check(network, wanted, null)).isTrue();
  }

  private static ComputationGraph classifier() {
    OutputLayer label =
        new OutputLayer.Builder().nIn(3 * (4 + 2)).nOut(2).activation(Activation.SOFTMAX).build();
    GraphBuilder builder =
        body()
            .addVertex("pooling", new DocumentPooling(), "embedding", "second")
            .addLayer("label", label, "pooling");
    return init(builder, "label");
  }

  private static INDArray labels() {
    return Nd4j.createFromArray(new double[][] {{1, 0}, {0, 1}, {1, 0}});
  }

  @Test
  void classifierGradientsAreRight() {
    assertThat(check(classifier(), labels(), null)).isTrue();
  }

  @Test
  void classifierGradientsAreRightBehindAMaskOfWeights() {
    INDArray mask =
        Nd4j.createFromArray(
            new double[][] {{1, 0.1, 1, 0.5, 1}, {0.3, 1, 0, 0, 0}, {1, 1, 0.2, 1, 0}});

    assertThat(check(classifier(), labels(), mask)).isTrue();
  }

  @Test
  void aWordCountsInTheMeanWhatTheMaskSays() {
    ComputationGraph network = classifier();
    INDArray mask =
        Nd4j.createFromArray(
            new double[][] {{0.25, 0.75, 0, 0, 0}, {1, 1, 0, 0, 0}, {1, 0, 0, 0, 0}});
    INDArray pooled = pooled(network, mask);
    INDArray words =
        network.getLayer("embedding").activate(false, LayerWorkspaceMgr.noWorkspaces());

    for (int i = 0; i < 4; i++) {
      double mean = 0.25 * words.getDouble(0, 0, i) + 0.75 * words.getDouble(0, 1, i);
      assertThat(pooled.getDouble(0, i)).isCloseTo(mean, within(1e-9));
    }
  }

  private static INDArray pooled(ComputationGraph network, INDArray mask) {
    network.setLayerMaskArrays(new INDArray[] {mask}, null);
    return network.feedForward(new INDArray[] {ids()}, false, false).get("pooling");
  }
}
