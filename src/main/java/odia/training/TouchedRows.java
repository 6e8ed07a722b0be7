package odia.training;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import odia.text.EncodedText;

/**
 * The rows of a table that some texts use. Training on these texts can change no other, so it is
 * done on a small table of just these: once for all texts together, a third of the whole table with
 * 701 documents, and of this once for each batch, see {@link BatchTable}.
 */
final class TouchedRows {

  /** What is done with a row, given its place in the small table and in the whole one. */
  interface Visitor {
    void visit(int place, int row);
  }

  private final int[] rows; // ascending

  TouchedRows(List<EncodedText> texts) {
    BitSet touched = new BitSet();
    for (EncodedText text : texts) {
      for (int[] bag : text.ngrams()) {
        Arrays.stream(bag).forEach(touched::set);
      }
    }
    rows = touched.stream().toArray();
  }

  int count() {
    return rows.length;
  }

  void forEach(Visitor visitor) {
    for (int i = 0; i < rows.length; i++) {
      visitor.visit(i, rows[i]);
    }
  }

  /** The texts with places in the small table for places in the whole one. */
  List<EncodedText> renumber(List<EncodedText> texts) {
    return texts.stream().map(this::renumber).toList();
  }

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
    forEach((place, row) -> System.arraycopy(table, row * size, small, place * size, size));
    return small;
  }

  /** Writes the small table's rows back to where they stand in the whole one. */
  void scatter(float[] small, float[] table, int size) {
    forEach((place, row) -> System.arraycopy(small, place * size, table, row * size, size));
  }
}
