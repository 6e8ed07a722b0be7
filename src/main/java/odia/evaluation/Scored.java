package odia.evaluation;

import java.util.List;
import odia.corpus.LabelledText;
import odia.model.Classifier;
import odia.model.Prediction;

/** A labelled text and what a classifier says of it. */
public record Scored(LabelledText text, Prediction prediction) {

  /**
   * Classifies every text with the classifier that serving uses.
   *
   * @throws EvaluationException if there is no text, or a label the classifier does not know
   */
  public static List<Scored> all(Classifier classifier, List<LabelledText> texts) {
    check(classifier, texts);
    return texts.stream().map(text -> new Scored(text, classifier.classify(text.text()))).toList();
  }

  private static void check(Classifier classifier, List<LabelledText> texts) {
    if (texts.isEmpty()) {
      throw new EvaluationException("there is no text to evaluate on");
    }
    List<String> unknown =
        texts.stream()
            .map(LabelledText::label)
            .filter(label -> classifier.labels().indexOf(label) < 0)
            .distinct()
            .toList();
    if (!unknown.isEmpty()) {
      throw new EvaluationException(
          "the model does not know the labels "
              + unknown
              + ", it knows "
              + classifier.labels().names());
    }
  }

  public boolean right() {
    return prediction.label().equals(text.label());
  }
}
