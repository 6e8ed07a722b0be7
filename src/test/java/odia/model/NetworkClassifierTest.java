package odia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import odia.text.EncodedText;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

class NetworkClassifierTest {

  private final Checkpoint checkpoint = ToyModels.checkpoint(1);

  @Test
  void probabilitiesSumToOneAndTheLabelIsTheLargest() {
    for (String text : ToyModels.TEXTS) {
      Prediction prediction = checkpoint.classifier().classify(text);
      double sum = prediction.probabilities().values().stream().mapToDouble(p -> p).sum();

      assertThat(sum).isCloseTo(1, within(1e-9));
      assertThat(prediction.probabilities().get(prediction.label()))
          .isEqualTo(prediction.confidence())
          .isEqualTo(
              prediction.probabilities().values().stream().mapToDouble(p -> p).max().orElse(0));
    }
  }

  @Test
  void aTextAloneScoresAsItDoesPaddedInABatch() {
    ComputationGraph network = network();
    List<EncodedText> texts =
        ToyModels.TEXTS.stream().map(text -> checkpoint.encoder().encode(text, 100)).toList();
    INDArray together = output(network, texts);

    for (int i = 0; i < texts.size(); i++) {
      double[] alone = output(network, List.of(texts.get(i))).toDoubleVector();
      assertThat(together.getRow(i).toDoubleVector()).containsExactly(alone, within(1e-5));
    }
  }

  private ComputationGraph network() {
    int rows = checkpoint.encoder().vocabulary().rows();
    Heads.Plan plan =
        new Heads.Plan(checkpoint.manifest().shape(), rows, ToyModels.LABELS.size(), 0, 5);
    return Heads.classifier(plan, group -> new Sgd(0.1));
  }

  private static INDArray output(ComputationGraph network, List<EncodedText> texts) {
    Batcher.Batch batch = Batcher.batch(texts);
    return network.output(false, new INDArray[] {batch.ids()}, new INDArray[] {batch.weights()})[0];
  }

  @Test
  void anyTextGetsAnAnswer() {
    Classifier classifier = checkpoint.classifier();

    assertThat(classifier.classify("").words()).isZero();
    assertThat(classifier.classify("hello 123").odiaShare()).isZero();
    assertThat(classifier.classify("ଖେଳ\uD800 😀 ").words()).isEqualTo(2);
    assertThat(classifier.classify("ଖେଳ ".repeat(300_000)).truncated()).isTrue();
  }

  @Test
  void threadsWithClassifiersOfTheirOwnDoNotDisturbEachOther() throws Exception {
    List<Prediction> expected =
        ToyModels.TEXTS.stream().map(checkpoint.classifier()::classify).toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<List<Prediction>>> all = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      all.add(threads.submit(classifyOften(thread)));
    }
    for (int thread = 0; thread < 4; thread++) {
      Prediction right = expected.get(thread);
      assertThat(all.get(thread).get()).hasSize(300).allMatch(right::equals);
    }
    threads.shutdown();
  }

  private Callable<List<Prediction>> classifyOften(int which) {
    return () -> {
      Classifier own = checkpoint.classifier();
      List<Prediction> predictions = new ArrayList<>();
      for (int n = 0; n < 300; n++) {
        predictions.add(own.classify(ToyModels.TEXTS.get(which)));
      }
      return predictions;
    };
  }
}
