package odia.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import odia.text.EncodedText;
import odia.training.Samples.Sample;
import org.junit.jupiter.api.Test;

class SamplesTest {

  private static final int BATCH = 8;

  private final Random random = new Random(1);
  private final List<Sample> odia = samples(100);
  private final Samples samples = new Samples(odia, samples(300), 60);

  private List<Sample> samples(int count) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[][] words = new int[5 + random.nextInt(30)][1];
      samples.add(new Sample(new EncodedText(words, new int[words.length], false, 1), i));
    }
    return samples;
  }

  @Test
  void anEpochHasEachOdiaTextOnceAndSomeRelatedOnes() {
    List<Sample> epoch = flat(samples.epoch(random, BATCH));

    assertThat(epoch).hasSize(160).doesNotHaveDuplicates().containsAll(odia);
  }

  private static List<Sample> flat(List<List<Sample>> batches) {
    return batches.stream().flatMap(List::stream).toList();
  }

  @Test
  void textsOfOneBatchAreAboutEquallyLong() {
    int words = 0;
    int places = 0;
    for (List<Sample> batch : samples.epoch(random, BATCH)) {
      words += batch.stream().mapToInt(sample -> sample.text().length()).sum();
      places += batch.size() * batch.stream().mapToInt(s -> s.text().length()).max().orElse(0);
    }

    assertThat((double) words / places).isGreaterThan(0.85); // in random order 0.6
  }

  @Test
  void shortAndLongBatchesComeInRandomOrder() {
    List<Integer> lengths =
        samples.epoch(random, BATCH).stream().map(batch -> batch.get(0).text().length()).toList();

    assertThat(lengths.stream().sorted().toList()).isNotEqualTo(lengths);
    assertThat(samples.epoch(random, BATCH)).isNotEqualTo(samples.epoch(random, BATCH));
    assertThat(samples.epoch(new Random(5), BATCH)).isEqualTo(samples.epoch(new Random(5), BATCH));
  }
}
