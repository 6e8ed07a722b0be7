package odia.training;

import java.util.Arrays;
import java.util.List;
import odia.text.EncodedText;

/**
 * The rows of the n-gram table that some texts use. Fine-tuning can change no other, so it trains a
 * small table of just these: with 701 documents a third of all rows, and three times the speed.
 */
final class TouchedRows {

  private final int[] rows; // ascending

  TouchedRows(List<EncodedText> texts) {
    rows =
        texts.stream()
            .flatMap(text -> Arrays.stream(text.ngrams()))
            .flatMapToInt(Arrays::stream)
            .sorted()
            .distinct()
            .toArray();
  }

  int count() {
    return rows.length;
  }

  /** The text with places in the small table for places in the whole one. */
  EncodedText renumber(EncodedText text) {
    int[][] ngrams = new int[text.length()][];
    for (int t = 0; t < ngrams.length; t++) {
      ngrams[t] =
          Arrays.stream(text.ngrams()[t]).map(row -> Arrays.binarySearch(rows, row)).toArray();
    }
    return new EncodedText(ngrams, text.words(), text.truncated(), text.odiaShare());
  }

  /** The small table, [count, size], out of the whole one, [R, size]. */
  float[] gather(float[] table, int size) {
    float[] small = new float[rows.length * size];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(table, rows[i] * size, small, i * size, size);
    }
    return small;
  }

  /** Writes the small table's rows back to where they stand in the whole one. */
  void scatter(float[] small, float[] table, int size) {
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(small, i * size, table, rows[i] * size, size);
    }
  }
}
