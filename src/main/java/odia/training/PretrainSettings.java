package odia.training;

import java.util.Map;
import java.util.TreeMap;
import odia.model.Shape;
import odia.text.NgramRange;
import odia.text.VocabularyBuilder;

/**
 * Everything that decides a pretraining, beside the text itself.
 *
 * @param shape widths and depth
 * @param range lengths of character n-grams
 * @param limits what is frequent enough for a row of its own
 * @param skipGram the warm start of the n-gram table
 * @param languageModel the next-word training of the whole body
 * @param odiaReadings times the Odia text is read for each reading of related languages' text
 * @param validationShare share of the distinct lines held out, in [0, 0.5]
 * @param seed of everything random
 */
public record PretrainSettings(
    Shape shape,
    NgramRange range,
    VocabularyBuilder.Limits limits,
    SkipGram.Settings skipGram,
    LanguageModelTrainer.Settings languageModel,
    int odiaReadings,
    double validationShare,
    long seed) {

  /** Chosen by cross-validation on SIB-200's train and development sets. */
  public static PretrainSettings defaults(long seed) {
    return new PretrainSettings(
        Shape.DEFAULT,
        NgramRange.DEFAULT,
        new VocabularyBuilder.Limits(5, 20_000, 10, 80_000, 30_000),
        new SkipGram.Settings(8, 10, 5, 0.05, 1e-4),
        new LanguageModelTrainer.Settings(2, 32, 32, 3e-3, 3e-4),
        3,
        0.01,
        seed);
  }

  /** These settings with other numbers of epochs, where given; null keeps them. */
  public PretrainSettings withEpochs(Integer skipGramEpochs, Integer languageModelEpochs) {
    SkipGram.Settings s = skipGram;
    LanguageModelTrainer.Settings l = languageModel;
    int warm = skipGramEpochs == null ? s.epochs() : skipGramEpochs;
    int main = languageModelEpochs == null ? l.epochs() : languageModelEpochs;
    return new PretrainSettings(
        shape,
        range,
        limits,
        new SkipGram.Settings(warm, s.window(), s.negatives(), s.rate(), s.subsample()),
        new LanguageModelTrainer.Settings(
            main, l.windows(), l.steps(), l.rate(), l.embeddingRate()),
        odiaReadings,
        validationShare,
        seed);
  }

  /** Every setting by name, as provenance keeps it. */
  public Map<String, String> asMap() {
    Map<String, String> map = new TreeMap<>();
    map.put("shape", shape.toString());
    map.put("ngrams", range.toString());
    map.put("vocabulary", limits.toString());
    map.put("skipGram", skipGram.toString());
    map.put("languageModel", languageModel.toString());
    map.put("odiaReadings", Integer.toString(odiaReadings));
    map.put("validationShare", Double.toString(validationShare));
    map.put("seed", Long.toString(seed));
    return map;
  }
}
