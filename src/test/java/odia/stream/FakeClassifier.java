package odia.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import odia.model.Classifier;
import odia.model.LabelSet;
import odia.model.Prediction;

/** Sports where a game is spoken of, else politics; breaks where it is told to. */
public final class FakeClassifier implements Classifier {

  static final String BREAKING = "ଭାଙ୍ଗ";

  private final String version;
  private boolean closed;

  public FakeClassifier(String version) {
    this.version = version;
  }

  public FakeClassifier() {
    this("fake-1");
  }

  @Override
  public Prediction classify(String text) {
    if (text.contains(BREAKING)) {
      throw new IllegalStateException("told to break");
    }
    boolean sports = text.contains("ଖେଳ");
    double confidence = sports ? 0.9 : 0.55;
    Map<String, Double> probabilities = new LinkedHashMap<>();
    probabilities.put("politics", sports ? 0.1 : 0.55);
    probabilities.put("sports", sports ? 0.9 : 0.45);
    long odia = text.codePoints().filter(c -> c >= 0xB00 && c < 0xB80).count();
    long letters = Math.max(1, text.codePoints().filter(c -> c > ' ').count());
    int words = text.isBlank() ? 0 : text.strip().split("\\s+").length;
    return new Prediction(
        sports ? "sports" : "politics",
        confidence,
        probabilities,
        Math.min(words, 400),
        words > 400,
        (double) odia / letters);
  }

  @Override
  public String modelVersion() {
    return version;
  }

  @Override
  public String encoderFingerprint() {
    return "fake-encoder";
  }

  @Override
  public double reviewThreshold() {
    return 0.6;
  }

  @Override
  public LabelSet labels() {
    return new LabelSet(List.of("politics", "sports"));
  }

  @Override
  public void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }
}
