package odia.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * {@link Qrnn} at work. One gemm over all time steps, one sigmoid, then a plain loop over time that
 * only multiplies and adds; the way back mirrors it.
 */
final class QrnnLayer extends BaseLayer<Qrnn> {
  private static final long serialVersionUID = 1L;

  /** What the way back needs of the way there. */
  private record Tape(double[] windows, double[] gates, double[] cells, double[] present) {
    boolean isPadding(int row) {
      return present != null && present[row] == 0;
    }
  }

  private transient Tape tape;

  QrnnLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    int batch = Math.toIntExact(input.size(0));
    int steps = Math.toIntExact(input.size(1));
    double[] windows = windows(batch, steps); // [B * T, 2E + 1]
    INDArray mixed =
        matrix(windows, layerConf().rows(), workspaces, ArrayType.FF_WORKING_MEM)
            .mmul(getParam(Matrix.NAME)); // [B * T, 3H]
    double[] gates = Numbers.read(Transforms.sigmoid(mixed, false));
    double[] present = maskArray == null ? null : Numbers.read(maskArray);
    double[] cells = new double[batch * steps * out()];
    double[] states = new double[cells.length];
    Tape made = new Tape(windows, gates, cells, present);
    for (int b = 0; b < batch; b++) {
      recur(b * steps, steps, made, states);
    }
    tape = training ? made : null;
    INDArray result =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {batch, steps, out()}, 'c');
    return Numbers.write(states, result);
  }

  /** Row [b, t] is x(t-1), x(t), 1. */
  private double[] windows(int batch, int steps) {
    int in = Math.toIntExact(layerConf().getNIn());
    int width = 2 * in + 1;
    double[] x = Numbers.read(input);
    double[] windows = new double[batch * steps * width];
    for (int row = 0; row < batch * steps; row++) {
      if (row % steps > 0) {
        System.arraycopy(x, (row - 1) * in, windows, row * width, in);
      }
      System.arraycopy(x, row * in, windows, row * width + in, in);
      windows[row * width + 2 * in] = 1;
    }
    return windows;
  }

  private INDArray matrix(double[] numbers, long columns, LayerWorkspaceMgr spaces, ArrayType use) {
    long[] shape = {numbers.length / columns, columns};
    return Numbers.write(numbers, spaces.createUninitialized(use, dataType, shape, 'c'));
  }

  private void recur(int first, int steps, Tape tape, double[] states) {
    double[] gates = tape.gates;
    double[] cells = tape.cells;
    int h = out();
    for (int row = first; row < first + steps; row++) {
      if (tape.isPadding(row)) {
        continue;
      }
      int gate = row * 3 * h;
      int at = row * h;
      for (int i = 0; i < h; i++) {
        double z = 2 * gates[gate + i] - 1;
        double forget = gates[gate + h + i];
        double before = row == first ? 0 : cells[at - h + i];
        double cell = z + forget * (before - z);
        cells[at + i] = cell;
        states[at + i] = gates[gate + 2 * h + i] * cell;
      }
    }
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    int batch = Math.toIntExact(input.size(0));
    int steps = Math.toIntExact(input.size(1));
    double[] errors = Numbers.read(epsilon);
    double[] mixed = new double[tape.gates.length];
    for (int b = 0; b < batch; b++) {
      unroll(b * steps, steps, errors, mixed);
    }
    INDArray mixedErrors =
        matrix(mixed, layerConf().columns(), workspaces, ArrayType.BP_WORKING_MEM);
    INDArray windows =
        matrix(tape.windows, layerConf().rows(), workspaces, ArrayType.BP_WORKING_MEM);
    INDArray gradient = gradientViews.get(Matrix.NAME);
    gradient.assign(windows.transpose().mmul(mixedErrors));
    Gradient all = new DefaultGradient();
    all.gradientForVariable().put(Matrix.NAME, gradient);
    INDArray windowErrors = mixedErrors.mmul(getParam(Matrix.NAME).transpose());
    INDArray result =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    return new Pair<>(all, Numbers.write(fold(Numbers.read(windowErrors), steps), result));
  }

  /** From errors of the states to errors of a(t), last step first. */
  private void unroll(int first, int steps, double[] errors, double[] mixed) {
    int h = out();
    double[] carried = new double[h]; // error that reaches c(t) from c(t+1)
    for (int row = first + steps - 1; row >= first; row--) {
      if (tape.isPadding(row)) {
        continue;
      }
      int gate = row * 3 * h;
      int at = row * h;
      for (int i = 0; i < h; i++) {
        double z = 2 * tape.gates[gate + i] - 1;
        double forget = tape.gates[gate + h + i];
        double out = tape.gates[gate + 2 * h + i];
        double before = row == first ? 0 : tape.cells[at - h + i];
        double cell = carried[i] + errors[at + i] * out;
        mixed[gate + i] = cell * (1 - forget) * (1 - z * z) / 2;
        mixed[gate + h + i] = cell * (before - z) * forget * (1 - forget);
        mixed[gate + 2 * h + i] = errors[at + i] * tape.cells[at + i] * out * (1 - out);
        carried[i] = cell * forget;
      }
    }
  }

  /** Each x(t) stood in two windows: its own and the next. */
  private double[] fold(double[] windowErrors, int steps) {
    int in = Math.toIntExact(layerConf().getNIn());
    int width = 2 * in + 1;
    int rows = windowErrors.length / width;
    double[] errors = new double[rows * in];
    for (int row = 0; row < rows; row++) {
      boolean last = row % steps == steps - 1;
      for (int i = 0; i < in; i++) {
        double next = last ? 0 : windowErrors[(row + 1) * width + i];
        errors[row * in + i] = windowErrors[row * width + in + i] + next;
      }
    }
    return errors;
  }

  private int out() {
    return Math.toIntExact(layerConf().getNOut());
  }

  @Override
  public void clear() {
    super.clear();
    tape = null;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
