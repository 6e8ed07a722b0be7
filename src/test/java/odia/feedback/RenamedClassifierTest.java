package odia.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Set;
import odia.model.Classifier;
import odia.model.LabelChanges;
import odia.model.Prediction;
import odia.model.ToyModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenamedClassifierTest {

  private final Classifier plain = ToyModels.checkpoint(1).classifier();

  @AfterEach
  void close() {
    plain.close();
  }

  private Classifier renamed(Map<String, String> names) {
    return new RenamedClassifier(plain, new LabelChanges(Set.of(), Set.of(), names));
  }

  @Test
  void withoutChangesItSaysTheSame() {
    for (String text : ToyModels.TEXTS) {
      assertThat(renamed(Map.of()).classify(text)).isEqualTo(plain.classify(text));
    }
  }

  @Test
  void aNewNameStandsForTheOldOne() {
    Classifier renamed = renamed(Map.of("କ୍ରୀଡ଼ା", "ଖେଳ"));
    Prediction before = plain.classify(ToyModels.TEXTS.get(0));
    Prediction now = renamed.classify(ToyModels.TEXTS.get(0));

    assertThat(renamed.labels().names()).containsExactly("ଖେଳ", "ରାଜନୀତି", "ସ୍ୱାସ୍ଥ୍ୟ");
    assertThat(now.probabilities().get("ଖେଳ")).isEqualTo(before.probabilities().get("କ୍ରୀଡ଼ା"));
    assertThat(now.confidence()).isEqualTo(before.confidence());
  }

  @Test
  void labelsThatBecomeOneAddUp() {
    Classifier merged = renamed(Map.of("କ୍ରୀଡ଼ା", "ରାଜନୀତି"));
    for (String text : ToyModels.TEXTS) {
      Map<String, Double> before = plain.classify(text).probabilities();
      Prediction now = merged.classify(text);

      assertThat(now.probabilities()).containsOnlyKeys("ରାଜନୀତି", "ସ୍ୱାସ୍ଥ୍ୟ");
      assertThat(now.probabilities().get("ରାଜନୀତି"))
          .isEqualTo(before.get("କ୍ରୀଡ଼ା") + before.get("ରାଜନୀତି"), within(1e-12));
      assertThat(now.confidence()).isEqualTo(now.probabilities().get(now.label()));
    }
  }

  @Test
  void itIsTheSameModel() {
    Classifier renamed = renamed(Map.of("କ୍ରୀଡ଼ା", "ଖେଳ"));

    assertThat(renamed.modelVersion()).isEqualTo(plain.modelVersion());
    assertThat(renamed.encoderFingerprint()).isEqualTo(plain.encoderFingerprint());
    assertThat(renamed.reviewThreshold()).isEqualTo(plain.reviewThreshold());
  }
}
