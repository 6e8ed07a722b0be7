package odia.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a classifier says of one text.
 *
 * @param label the most probable label
 * @param confidence its calibrated probability, in [0, 1]
 * @param probabilities probability per label in the order of the label set, summing to 1
 * @param words words the model read
 * @param truncated whether the text had more words than the model reads
 * @param odiaShare share of the text's letters that are Odia, in [0, 1]; 0 where it has no letter
 */
public record Prediction(
    String label,
    double confidence,
    Map<String, Double> probabilities,
    int words,
    boolean truncated,
    double odiaShare) {

  public Prediction {
    probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
  }
}
