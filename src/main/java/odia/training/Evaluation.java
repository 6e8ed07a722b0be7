package odia.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import odia.corpus.LabelledText;
import odia.model.Classifier;
import odia.model.LabelSet;
import odia.model.Prediction;

/**
 * How good a classifier is on labelled texts it has not learned from.
 *
 * @param n documents
 * @param accuracy share of right labels, in [0, 1]
 * @param macroF1 mean F1 over the labels that are right or given at least once, as scikit-learn has
 *     it
 * @param calibrationError expected calibration error over 15 bins (Guo et al. 2017), in [0, 1]
 * @param perLabel figures of each label of the label set
 * @param confusion [right label][given label] documents, in the order of the label set
 * @param modelVersion of the checkpoint
 */
public record Evaluation(
    int n,
    double accuracy,
    double macroF1,
    double calibrationError,
    Map<String, LabelFigures> perLabel,
    int[][] confusion,
    String modelVersion) {

  private static final int BINS = 15;

  /**
   * @param support documents whose right label it is
   */
  public record LabelFigures(double precision, double recall, double f1, int support) {}

  /**
   * Classifies every text with the classifier that serving uses.
   *
   * @throws TrainingException if there is no text, or a label the classifier does not know
   */
  public static Evaluation of(Classifier classifier, List<LabelledText> texts) {
    check(classifier, texts);
    LabelSet labels = classifier.labels();
    int[][] confusion = new int[labels.size()][labels.size()];
    List<double[]> outcomes = new ArrayList<>(); // confidence, 1 if right
    for (LabelledText text : texts) {
      Prediction prediction = classifier.classify(text.text());
      confusion[labels.indexOf(text.label())][labels.indexOf(prediction.label())]++;
      boolean right = prediction.label().equals(text.label());
      outcomes.add(new double[] {prediction.confidence(), right ? 1 : 0});
    }
    Map<String, LabelFigures> perLabel = perLabel(labels, confusion);
    return new Evaluation(
        texts.size(),
        outcomes.stream().mapToDouble(o -> o[1]).sum() / texts.size(),
        macroF1(labels, perLabel, confusion),
        calibrationError(outcomes),
        perLabel,
        confusion,
        classifier.modelVersion());
  }

  private static void check(Classifier classifier, List<LabelledText> texts) {
    if (texts.isEmpty()) {
      throw new TrainingException("there is no text to evaluate on");
    }
    List<String> unknown =
        texts.stream()
            .map(LabelledText::label)
            .filter(label -> classifier.labels().indexOf(label) < 0)
            .distinct()
            .toList();
    if (!unknown.isEmpty()) {
      throw new TrainingException(
          "the model does not know the labels "
              + unknown
              + ", it knows "
              + classifier.labels().names());
    }
  }

  private static Map<String, LabelFigures> perLabel(LabelSet labels, int[][] confusion) {
    Map<String, LabelFigures> figures = new LinkedHashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      int right = confusion[i][i];
      int support = support(confusion, i);
      int given = given(confusion, i);
      figures.put(
          labels.names().get(i),
          new LabelFigures(
              ratio(right, given),
              ratio(right, support),
              ratio(2.0 * right, support + given),
              support));
    }
    return figures;
  }

  private static double macroF1(
      LabelSet labels, Map<String, LabelFigures> perLabel, int[][] confusion) {
    double sum = 0;
    int seen = 0;
    for (int i = 0; i < labels.size(); i++) {
      if (support(confusion, i) + given(confusion, i) > 0) {
        sum += perLabel.get(labels.names().get(i)).f1();
        seen++;
      }
    }
    return ratio(sum, seen);
  }

  private static int support(int[][] confusion, int label) {
    return Arrays.stream(confusion[label]).sum();
  }

  private static int given(int[][] confusion, int label) {
    return Arrays.stream(confusion).mapToInt(row -> row[label]).sum();
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  private static double calibrationError(List<double[]> outcomes) {
    double[] confidence = new double[BINS];
    double[] right = new double[BINS];
    for (double[] outcome : outcomes) {
      int bin = Math.min(BINS - 1, (int) (outcome[0] * BINS));
      confidence[bin] += outcome[0];
      right[bin] += outcome[1];
    }
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(confidence[bin] - right[bin]);
    }
    return error / outcomes.size();
  }

  /** The main figures in one line. */
  public String summary() {
    return "%d documents, accuracy %.3f, macro-F1 %.3f, calibration error %.3f"
        .formatted(n, accuracy, macroF1, calibrationError);
  }
}
