package odia.feedback;

import java.util.List;
import java.util.Map;
import odia.evaluation.EvaluationException;
import odia.event.Promotion;
import odia.event.Promotion.Assessment;
import odia.event.Promotion.TrainingData;
import odia.model.Checkpoint;
import odia.model.Classifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said of the model that there is before any training. */
final class FirstModel {

  private static final Logger LOG = LoggerFactory.getLogger(FirstModel.class);

  private FirstModel() {}

  /**
   * Its promotion with how good it is on the trusted hold-out, as it is, in its own label names;
   * unmeasured where the hold-out has other labels than it. What it was trained on is taken to be
   * the original texts: a challenger without corrections would be.
   */
  static Promotion measured(Promotion plain, Checkpoint model, OriginalData data) {
    try (Classifier classifier = model.classifier()) {
      Assessment alone = Gate.alone(classifier, data.holdOut());
      Map<String, Integer> labels = OriginalData.byLabel(data.train());
      TrainingData from = new TrainingData(data.size(), 0, 0, Map.of(), List.of(), labels);
      return plain.measured(null, alone, from);
    } catch (EvaluationException e) {
      LOG.warn("The first model is not measured on the trusted hold-out: {}", e.getMessage());
      return plain;
    }
  }
}
