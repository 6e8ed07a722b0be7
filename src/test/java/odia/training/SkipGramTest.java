package odia.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import odia.text.NgramRange;
import odia.text.TextEncoder;
import odia.text.VocabularyBuilder;
import org.junit.jupiter.api.Test;

class SkipGramTest {

  private static final int SIZE = 16;

  private final TextEncoder encoder = encoder();
  private final WordStream text = text();

  private static TextEncoder encoder() {
    VocabularyBuilder builder = new VocabularyBuilder(NgramRange.DEFAULT);
    ToyCorpus.lines(builder::add);
    return new TextEncoder(builder.build(new VocabularyBuilder.Limits(2, 200, 3, 300, 50)));
  }

  private WordStream text() {
    WordStream stream = new WordStream(encoder);
    ToyCorpus.lines(stream::add);
    return stream;
  }

  private float[] learn(long seed) {
    float[] table = new float[encoder.vocabulary().rows() * SIZE];
    Arrays.setAll(new double[table.length], i -> table[i] = (float) Math.sin(i) / SIZE);
    float[] contexts = new float[encoder.vocabulary().words().size() * SIZE];
    SkipGram.Settings settings = new SkipGram.Settings(20, 5, 5, 0.05, 1);
    SkipGram skipGram = new SkipGram(text, table, contexts, SIZE, settings);
    for (int epoch = 0; epoch < 20; epoch++) {
      skipGram.epoch(epoch, seed, words -> {});
    }
    return table;
  }

  private double likeness(float[] table, String one, String other) {
    double[] a = vector(table, one);
    double[] b = vector(table, other);
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < SIZE; i++) {
      dot += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return dot / Math.sqrt(aa * bb);
  }

  private double[] vector(float[] table, String word) {
    double[] vector = new double[SIZE];
    for (int row : encoder.vocabulary().bagOf(word)) {
      for (int i = 0; i < SIZE; i++) {
        vector[i] += table[row * SIZE + i];
      }
    }
    return vector;
  }

  @Test
  void wordsThatStandTogetherBecomeAlike() {
    float[] table = learn(1);

    assertThat(likeness(table, "କ୍ରିକେଟ", "ଖେଳାଳି"))
        .isGreaterThan(likeness(table, "କ୍ରିକେଟ", "ଔଷଧ") + 0.2);
    assertThat(likeness(table, "ମନ୍ତ୍ରୀ", "ଭୋଟ"))
        .isGreaterThan(likeness(table, "ମନ୍ତ୍ରୀ", "ଟୀକା") + 0.2);
  }

  @Test
  void theResultDependsOnTheSeedAlone() {
    assertThat(learn(1)).isEqualTo(learn(1)).isNotEqualTo(learn(2));
  }
}
