package odia.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import odia.model.Batcher;
import odia.model.Body;
import odia.model.Heads;
import odia.model.Shape;
import odia.text.EncodedText;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

class BatchTableTest {

  private static final int ROWS = 40;
  private static final int STEPS = 60;
  private static final Shape SHAPE = new Shape(6, 5, 1, 4);
  private static final OneCycle RATE = new OneCycle(0.01, STEPS);

  private final Random random = new Random(3);
  private final ComputationGraph whole = network(ROWS, new Adam(RATE));
  private final float[] start = whole.getParam(Body.TABLE).dup().data().asFloat();

  private static ComputationGraph network(int rows, IUpdater table) {
    return Heads.classifier(
        new Heads.Plan(SHAPE, rows, 2, 0, 1),
        group -> group.equals(Body.EMBEDDING) ? table : new Adam(RATE));
  }

  /** The whole network but for its table. */
  private ComputationGraph small(IUpdater updater) {
    ComputationGraph small = network(9, updater);
    small
        .paramTable()
        .forEach(
            (name, weights) -> {
              if (!name.equals(Body.TABLE)) {
                weights.assign(whole.getParam(name));
              }
            });
    return small;
  }

  private List<EncodedText> texts() {
    return Stream.generate(
            () ->
                new EncodedText(
                    IntStream.range(0, 3)
                        .mapToObj(t -> new int[] {random.nextInt(ROWS)})
                        .toArray(int[][]::new),
                    new int[] {1, 2, 3},
                    false,
                    1))
        .limit(3)
        .toList();
  }

  private static DataSet dataSet(List<EncodedText> texts) {
    Batcher.Batch batch = Batcher.batch(texts);
    INDArray labels = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}, {0, 1}});
    return new DataSet(batch.ids(), labels, batch.weights(), null);
  }

  private void train(ComputationGraph small, LazyAdam table) {
    BatchTable batches = new BatchTable(table, small);
    for (int step = 0; step < STEPS; step++) {
      List<EncodedText> texts = texts();
      whole.fit(dataSet(texts));
      small.fit(dataSet(batches.lend(texts)));
      batches.learn();
    }
  }

  @Test
  void trainsAsANetworkWithTheWholeTableDoes() {
    LazyAdam table = new LazyAdam(start.clone(), SHAPE.embedding(), RATE, STEPS);
    ComputationGraph small = small(new NoOp());
    train(small, table);

    float[] wanted = whole.getParam(Body.TABLE).dup().data().asFloat();
    assertThat(table.weights()).containsExactly(wanted, within(1e-3f)).isNotEqualTo(start);
    assertThat(small.score()).isCloseTo(whole.score(), within(1e-3));
  }

  @Test
  void aFrozenTableStaysAsItIs() {
    LazyAdam table = new LazyAdam(start.clone(), SHAPE.embedding(), RATE, STEPS);
    train(small(null), table);

    assertThat(table.weights()).isEqualTo(start);
  }
}
