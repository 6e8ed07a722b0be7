package odia.training;

import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Adam (Kingma and Ba 2015, 1412.6980, algorithm 1) over the rows of a table of which each step
 * touches few: a row is worked on only when a step needs it. Not thread-safe.
 *
 * <p>A row without a gradient still moves under Adam, for its mean gradient fades over some ten
 * steps. TensorFlow's LazyAdam leaves that out, and a rare row learns a tenth of what it would. We
 * make it up when the row is next needed, all missed steps at once (as Carpenter 2008, "Lazy sparse
 * stochastic gradient descent", does for a prior), so the outcome is that of Adam on all rows:
 *
 * <pre>
 *   step       1   2   3   4   5
 *   gradient   g   -   -   g   -
 *   dense      w   w   w   w   w      five updates of the row
 *   lazy       w   .   . w*w   .      three: step 1, then 2 and 3 together, then 4
 * </pre>
 *
 * Only Adam's epsilon counts a little differently in missed steps: as if the mean square stood.
 */
final class LazyAdam {

  private static final double MEAN_DECAY = Adam.DEFAULT_ADAM_BETA1_MEAN_DECAY;
  private static final double SQUARE_DECAY = Adam.DEFAULT_ADAM_BETA2_VAR_DECAY;
  private static final float EPSILON = (float) Adam.DEFAULT_ADAM_EPSILON;

  private final float[] weights; // [N, E]
  private final int size;
  private final float[] means; // [N, E], of the gradients
  private final float[] squares; // [N, E], means of the squared gradients
  private final int[] settled; // [N], the step up to which a row has been worked on
  private final double[] strides; // [steps + 1], learning rate of a step times its bias correction
  private int step;

  /**
   * @param weights [N, E] in c order, changed in place
   * @param size of a row, E
   * @param steps how many there will be, at most
   */
  LazyAdam(float[] weights, int size, ISchedule rate, int steps) {
    this.weights = weights;
    this.size = size;
    this.means = new float[weights.length];
    this.squares = new float[weights.length];
    this.settled = new int[weights.length / size];
    this.strides = new double[steps + 1];
    for (int t = 1; t <= steps; t++) {
      double correction = Math.sqrt(1 - Math.pow(SQUARE_DECAY, t)) / (1 - Math.pow(MEAN_DECAY, t));
      strides[t] = rate.valueAt(t - 1, 0) * correction; // DL4J counts its iterations from 0
    }
  }

  /** All weights as they are after the last step, [N, E]. */
  float[] weights() {
    double[] glides = glides();
    for (int row = 0; row < settled.length; row++) {
      settle(row, glides);
    }
    return weights;
  }

  /** These rows' weights as they are after the last step, [n, E]. */
  float[] weights(TouchedRows touched) {
    double[] glides = glides();
    touched.forEach((place, row) -> settle(row, glides));
    return touched.gather(weights, size);
  }

  /**
   * The next step.
   *
   * @param gradient [n, E], of these rows; every other row's is zero
   */
  void step(TouchedRows touched, float[] gradient) {
    double[] glides = glides();
    step++;
    touched.forEach(
        (place, row) -> {
          settle(row, glides);
          learn(row, gradient, place * size);
        });
  }

  private void learn(int row, float[] gradient, int from) {
    float stride = (float) strides[step];
    int at = row * size;
    for (int i = 0; i < size; i++) {
      float g = gradient[from + i];
      float mean = (float) MEAN_DECAY * means[at + i] + (float) (1 - MEAN_DECAY) * g;
      float square = (float) SQUARE_DECAY * squares[at + i] + (float) (1 - SQUARE_DECAY) * g * g;
      means[at + i] = mean;
      squares[at + i] = square;
      weights[at + i] -= stride * mean / ((float) Math.sqrt(square) + EPSILON);
    }
    settled[row] = step;
  }

  /**
   * By step s: how far a row whose last gradient came at s has gone since, in units of its mean
   * gradient over the root of its mean square at s. In a step without gradient the former shrinks
   * by MEAN_DECAY and the latter by the root of SQUARE_DECAY, so this is a sum over the steps since
   * s of the stride times a power of their ratio.
   */
  private double[] glides() {
    double ratio = MEAN_DECAY / Math.sqrt(SQUARE_DECAY);
    double[] glides = new double[step + 1];
    for (int s = step - 1; s >= 0; s--) {
      glides[s] = ratio * (strides[s + 1] + glides[s + 1]);
    }
    return glides;
  }

  /** Makes up what a row has missed. */
  private void settle(int row, double[] glides) {
    int last = glides.length - 1;
    int missed = last - settled[row];
    if (missed == 0) {
      return;
    }
    float glide = (float) glides[settled[row]];
    float meanDecay = (float) Math.pow(MEAN_DECAY, missed);
    float squareDecay = (float) Math.pow(SQUARE_DECAY, missed);
    for (int i = row * size; i < (row + 1) * size; i++) {
      weights[i] -= glide * means[i] / ((float) Math.sqrt(squares[i]) + EPSILON);
      means[i] *= meanDecay;
      squares[i] *= squareDecay;
    }
    settled[row] = last;
  }
}
