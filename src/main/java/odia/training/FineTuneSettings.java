package odia.training;

import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that decides a fine-tuning, beside base and labelled texts.
 *
 * @param rates stages, epochs and learning rates
 * @param batch documents per batch
 * @param dropout share of the head's inputs set to zero in training
 * @param smoothing share of a label's weight spread over all labels (Szegedy et al. 2016)
 * @param wordDropout share of a document's words left out in training, anew each time
 * @param ngramDropout share of a word's n-grams left out likewise
 * @param averaged share of the last stage's epochs, the last ones, whose weights are averaged
 * @param deep whether the network is trained at all; else the wide half speaks alone
 * @param wide how much the wide half of the head says beside the deep one; 0 leaves it out
 * @param related texts of related languages in an epoch, per Odia text
 * @param relatedWide what a related text counts in the wide half, where an Odia text counts one
 * @param fromScratch whether to start from a fresh body instead of the base's
 * @param seed of everything random
 */
public record FineTuneSettings(
    UnfreezeSchedule.Rates rates,
    int batch,
    double dropout,
    double smoothing,
    double wordDropout,
    double ngramDropout,
    double averaged,
    boolean deep,
    double wide,
    double related,
    double relatedWide,
    boolean fromScratch,
    long seed) {

  private static final double WIDE = 0.5;

  /**
   * One recipe for every label set; chosen by cross-validation on SIB-200's train and development
   * sets.
   */
  public static FineTuneSettings defaults(long seed, boolean fromScratch) {
    return new FineTuneSettings(
        fromScratch ? UnfreezeSchedule.Rates.FRESH : UnfreezeSchedule.Rates.DEFAULT,
        32,
        0.3,
        0.1,
        0.3,
        0.3,
        0.5,
        true,
        WIDE,
        1,
        0.2,
        fromScratch,
        seed);
  }

  /** The same, with one half of the head or both. */
  public FineTuneSettings withHalves(boolean deepHalf, boolean wideHalf) {
    return new FineTuneSettings(
        rates,
        batch,
        dropout,
        smoothing,
        wordDropout,
        ngramDropout,
        averaged,
        deepHalf,
        wideHalf ? wide : 0,
        related,
        relatedWide,
        fromScratch,
        seed);
  }

  /** Every setting by name, as provenance keeps it. */
  public Map<String, String> asMap() {
    Map<String, String> map = new TreeMap<>();
    map.put("rates", rates.toString());
    map.put("batch", Integer.toString(batch));
    map.put("dropout", Double.toString(dropout));
    map.put("smoothing", Double.toString(smoothing));
    map.put("wordDropout", Double.toString(wordDropout));
    map.put("ngramDropout", Double.toString(ngramDropout));
    map.put("averaged", Double.toString(averaged));
    map.put("deep", Boolean.toString(deep));
    map.put("wide", Double.toString(wide));
    map.put("related", Double.toString(related));
    map.put("relatedWide", Double.toString(relatedWide));
    map.put("fromScratch", Boolean.toString(fromScratch));
    map.put("seed", Long.toString(seed));
    return map;
  }
}
