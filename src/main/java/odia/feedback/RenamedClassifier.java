package odia.feedback;

import java.util.LinkedHashMap;
import java.util.Map;
import odia.model.Classifier;
import odia.model.LabelChanges;
import odia.model.LabelSet;
import odia.model.Prediction;

/** A classifier that speaks in the label names of now; labels that became one add up. */
final class RenamedClassifier implements Classifier {

  private final Classifier classifier;
  private final LabelChanges changes;

  RenamedClassifier(Classifier classifier, LabelChanges changes) {
    this.classifier = classifier;
    this.changes = changes;
  }

  @Override
  public Prediction classify(String text) {
    Prediction old = classifier.classify(text);
    Map<String, Double> renamed = new LinkedHashMap<>();
    old.probabilities().forEach((label, p) -> renamed.merge(changes.nameOf(label), p, Double::sum));
    Map.Entry<String, Double> best =
        renamed.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    return new Prediction(
        best.getKey(), best.getValue(), renamed, old.words(), old.truncated(), old.odiaShare());
  }

  @Override
  public String modelVersion() {
    return classifier.modelVersion();
  }

  @Override
  public String encoderFingerprint() {
    return classifier.encoderFingerprint();
  }

  @Override
  public double reviewThreshold() {
    return classifier.reviewThreshold();
  }

  @Override
  public LabelSet labels() {
    return new LabelSet(
        classifier.labels().names().stream().map(changes::nameOf).distinct().toList());
  }

  @Override
  public void close() {
    classifier.close();
  }
}
