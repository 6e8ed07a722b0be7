package odia.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseOutputLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;

/** {@link LanguageModelHead} at work. The label array is [B, T] of the network's number type. */
final class LanguageModelHeadLayer extends BaseOutputLayer<LanguageModelHead> {
  private static final long serialVersionUID = 1L;

  /** Keeps the logarithm finite where a probability underflows; exp(-69) is below any real one. */
  private static final double LEAST_PROBABILITY = 1e-30;

  /** The loss met on the way back, so that asking for the score does not repeat the softmax. */
  private transient double lossOnTheWayBack = Double.NaN;

  LanguageModelHeadLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  private INDArray states() {
    double[] states = Numbers.read(input);
    int in = Math.toIntExact(layerConf().getNIn());
    double[] withOnes = new double[states.length / in * (in + 1)];
    for (int row = 0; row * in < states.length; row++) {
      System.arraycopy(states, row * in, withOnes, row * (in + 1), in);
      withOnes[row * (in + 1) + in] = 1;
    }
    INDArray array = Nd4j.createUninitialized(dataType, withOnes.length / (in + 1), in + 1);
    return Numbers.write(withOnes, array); // [B * T, H + 1]
  }

  private INDArray probabilities(INDArray states) {
    INDArray scores = states.mmul(getParam(Matrix.NAME)); // [B * T, V]
    INDArray plain = Numbers.plain(scores);
    Nd4j.exec(new SoftMax(plain, plain, 1));
    return plain;
  }

  /** Mean cross-entropy of the scored words; where asked, turns probabilities into its gradient. */
  private double loss(INDArray probabilities, boolean toGradient) {
    double[] wanted = Numbers.read(labels);
    int scored = 0;
    for (double label : wanted) {
      scored += label >= 0 ? 1 : 0;
    }
    double sum = 0;
    for (int row = 0; row < wanted.length; row++) {
      long label = (long) wanted[row];
      if (label >= 0) {
        double probability = probabilities.getDouble(row, label);
        sum -= Math.log(Math.max(LEAST_PROBABILITY, probability));
        if (toGradient) {
          probabilities.putScalar(row, label, probability - 1);
        }
      } else if (toGradient) {
        probabilities.getRow(row).assign(0);
      }
    }
    if (toGradient && scored > 0) {
      probabilities.divi(scored);
    }
    return scored == 0 ? 0 : sum / scored;
  }

  @Override
  public double computeScore(double regularization, boolean training, LayerWorkspaceMgr spaces) {
    double loss = lossOnTheWayBack;
    lossOnTheWayBack = Double.NaN;
    score = (Double.isNaN(loss) ? loss(probabilities(states()), false) : loss) + regularization;
    return score;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray states = states();
    INDArray errors = probabilities(states);
    lossOnTheWayBack = loss(errors, true);
    INDArray gradient = gradientViews.get(Matrix.NAME);
    gradient.assign(states.transpose().mmul(errors));
    Gradient all = new DefaultGradient();
    all.gradientForVariable().put(Matrix.NAME, gradient);
    INDArray below = errors.mmul(getParam(Matrix.NAME).transpose()); // [B * T, H + 1]
    INDArray result =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    return new Pair<>(all, Numbers.write(withoutOnes(Numbers.read(below)), result));
  }

  private double[] withoutOnes(double[] below) {
    int in = Math.toIntExact(layerConf().getNIn());
    double[] errors = new double[below.length / (in + 1) * in];
    for (int row = 0; row * in < errors.length; row++) {
      System.arraycopy(below, row * (in + 1), errors, row * in, in);
    }
    return errors;
  }

  /** Probabilities of the next word, [B, T, V]. */
  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray all = probabilities(states());
    long[] shape = {input.size(0), input.size(1), layerConf().getNOut()};
    return workspaces.leverageTo(ArrayType.ACTIVATIONS, all.reshape('c', shape));
  }

  @Override
  protected INDArray getLabels2d(LayerWorkspaceMgr workspaces, ArrayType type) {
    return labels;
  }

  @Override
  public void clear() {
    super.clear();
    lossOnTheWayBack = Double.NaN;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
