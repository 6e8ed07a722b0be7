package odia.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import odia.model.Batcher;
import odia.text.EncodedText;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Cuts a stream of words into windows of equal length, shuffled, whose labels are each next word.
 *
 * <p>What we do differently from truncated backpropagation with carried states: every window starts
 * from a zero state, since most of the text is single sentences in no order, which no state helps
 * to foresee; and where windows begin moves from epoch to epoch.
 */
final class LanguageModelBatches {

  /**
   * A batch of windows.
   *
   * @param ids of {@link Batcher}, [B, T, K]
   * @param labels [B, T] float32 holding word ids
   * @param words scored words, B * T
   */
  record LanguageModelBatch(INDArray ids, INDArray labels, int words) {}

  private final WordStream text;
  private final int windows;
  private final int steps;

  /**
   * @param windows windows per batch, B
   * @param steps words per window, T
   */
  LanguageModelBatches(WordStream text, int windows, int steps) {
    this.text = text;
    this.windows = windows;
    this.steps = steps;
  }

  /** Batches of one epoch; the last, smaller one is left out where there are others. */
  int perEpoch() {
    return Math.max(1, starts(0).length / windows);
  }

  /** Where windows begin, in text order. */
  private int[] starts(int offset) {
    int count = Math.max(0, (text.length() - 1 - offset) / steps);
    int[] starts = new int[count];
    Arrays.setAll(starts, i -> offset + i * steps);
    return starts;
  }

  /** Where each window of a training epoch begins, decided by the seed alone. */
  int[] shuffled(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int room = Math.min(steps, (text.length() - 1) % steps + 1);
    int[] starts = starts(random.nextInt(room));
    for (int i = starts.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = starts[i];
      starts[i] = starts[j];
      starts[j] = swapped;
    }
    return starts;
  }

  /** All windows in text order, for validation. */
  int[] inOrder() {
    return starts(0);
  }

  LanguageModelBatch batch(int[] starts, int index) {
    int from = index * windows;
    int to = Math.min(starts.length, from + windows);
    List<EncodedText> texts = new ArrayList<>();
    float[] labels = new float[(to - from) * steps];
    for (int b = from; b < to; b++) {
      texts.add(window(starts[b]));
      for (int t = 0; t < steps; t++) {
        labels[(b - from) * steps + t] = text.id(text.at(starts[b] + t + 1));
      }
    }
    return new LanguageModelBatch(
        Batcher.batch(texts).ids(),
        Nd4j.createFromArray(labels).reshape(to - from, steps),
        labels.length);
  }

  private EncodedText window(int start) {
    int[][] bags = new int[steps][];
    int[] ids = new int[steps];
    for (int t = 0; t < steps; t++) {
      bags[t] = text.bag(text.at(start + t));
      ids[t] = text.id(text.at(start + t));
    }
    return new EncodedText(bags, ids, false, 1);
  }
}
