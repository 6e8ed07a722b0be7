package odia.model;

import java.util.Arrays;
import odia.text.EncodedText;

/**
 * A text as the wide half of the head reads it: which n-grams it has and how much of each, 1 + ln
 * of their number, scaled to length 1 so that long texts are not louder than short ones (Rennie et
 * al. 2003, sections 4.1 and 4.3).
 *
 * @param rows [n] distinct rows of the n-gram table, ascending
 * @param values [n] how much of each; their squares add up to 1
 */
public record NgramVector(int[] rows, double[] values) {

  public static NgramVector of(EncodedText text) {
    int[] all = Arrays.stream(text.ngrams()).flatMapToInt(Arrays::stream).sorted().toArray();
    int[] rows = Arrays.stream(all).distinct().toArray();
    double[] values = new double[rows.length];
    double squares = 0;
    int at = 0;
    for (int i = 0; i < rows.length; i++) {
      int first = at;
      while (at < all.length && all[at] == rows[i]) {
        at++;
      }
      values[i] = 1 + Math.log(at - first);
      squares += values[i] * values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= Math.sqrt(squares);
    }
    return new NgramVector(rows, values);
  }

  /** The same n-grams, each value times its row's factor. */
  public NgramVector scaled(double[] factors) {
    double[] scaled = new double[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = values[i] * factors[rows[i]];
    }
    return new NgramVector(rows, scaled);
  }
}
