package odia.evaluation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import odia.corpus.LabelledText;
import odia.model.Classifier;
import odia.model.LabelSet;

/**
 * How good a classifier is on labelled texts it has not learned from.
 *
 * @param n documents
 * @param accuracy share of right labels, in [0, 1]
 * @param macroF1 mean F1 over the labels that are right or given at least once, as scikit-learn has
 *     it
 * @param calibrationError expected calibration error over 15 bins (Guo et al. 2017), in [0, 1]
 * @param chanceCalibrationError what of it luck would make if every confidence were exact
 * @param perLabel figures of each label of the label set
 * @param confusion [right label][given label] documents, in the order of the label set
 * @param reliability the bins of the calibration error
 * @param coverage accuracy on the most confident shares of the documents
 * @param modelVersion of the checkpoint
 */
public record Evaluation(
    int n,
    double accuracy,
    double macroF1,
    double calibrationError,
    double chanceCalibrationError,
    Map<String, LabelFigures> perLabel,
    int[][] confusion,
    List<Reliability.Bin> reliability,
    List<Coverage> coverage,
    String modelVersion) {

  /**
   * @param support documents whose right label it is
   */
  public record LabelFigures(double precision, double recall, double f1, int support) {}

  /**
   * Classifies every text with the classifier that serving uses.
   *
   * @throws EvaluationException if there is no text, or a label the classifier does not know
   */
  public static Evaluation of(Classifier classifier, List<LabelledText> texts) {
    return of(classifier.labels(), classifier.modelVersion(), Scored.all(classifier, texts));
  }

  /** Of what was classified already; there is at least one. */
  public static Evaluation of(LabelSet labels, String modelVersion, List<Scored> scored) {
    int[][] confusion = new int[labels.size()][labels.size()];
    for (Scored one : scored) {
      confusion[labels.indexOf(one.text().label())][labels.indexOf(one.prediction().label())]++;
    }
    Map<String, LabelFigures> perLabel = perLabel(labels, confusion);
    List<Reliability.Bin> bins = Reliability.bins(scored);
    return new Evaluation(
        scored.size(),
        scored.stream().mapToDouble(s -> s.right() ? 1 : 0).sum() / scored.size(),
        macroF1(labels, perLabel, confusion),
        Reliability.error(bins),
        Reliability.chance(scored),
        perLabel,
        confusion,
        bins,
        Coverage.of(scored),
        modelVersion);
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

  /** The main figures in one line. */
  public String summary() {
    return "%d documents, accuracy %.3f, macro-F1 %.3f, calibration error %.3f (by luck %.3f)"
        .formatted(n, accuracy, macroF1, calibrationError, chanceCalibrationError);
  }
}
