package odia.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import odia.corpus.LabelledText;
import odia.model.Checkpoint;
import odia.model.Shape;
import odia.text.NgramRange;
import odia.text.VocabularyBuilder;

/** Sentences of a language of a few words: fields of play, rule and health, each with its own. */
public final class ToyCorpus {

  private static final String[][] WORDS = {
    {"କ୍ରିକେଟ", "ଖେଳାଳି", "ଗୋଲ", "ମ୍ୟାଚ", "ପଦକ", "ଦଳ", "ଷ୍ଟାଡିୟମ", "ଜିତିଲା"},
    {"ମନ୍ତ୍ରୀ", "ସଂସଦ", "ଭୋଟ", "ନିର୍ବାଚନ", "ସରକାର", "ବିଧାୟକ", "ଆଇନ", "ଦଳ"},
    {"ଡାକ୍ତର", "ଔଷଧ", "ରୋଗୀ", "ଜ୍ୱର", "ଟୀକା", "ଡାକ୍ତରଖାନା", "ଚିକିତ୍ସା", "ନର୍ସ"}
  };
  private static final String[] LABELS = {"କ୍ରୀଡ଼ା", "ରାଜନୀତି", "ସ୍ୱାସ୍ଥ୍ୟ"};
  private static final String[] COMMON = {"ଆଜି", "ଓ", "ଏକ", "କହିଲେ", "ହେଉଛି", "ନୂଆ", "ପାଇଁ", "।"};

  private ToyCorpus() {}

  public static List<LabelledText> labelled(int count, long seed) {
    Random random = new Random(seed);
    List<LabelledText> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int topic = i % LABELS.length;
      texts.add(new LabelledText("t" + i, LABELS[topic], sentence(topic, random)));
    }
    return texts;
  }

  /** The same texts, their labels dealt out anew. */
  static List<LabelledText> shuffled(List<LabelledText> texts, long seed) {
    List<String> labels = new ArrayList<>(texts.stream().map(LabelledText::label).toList());
    Collections.shuffle(labels, new Random(seed));
    List<LabelledText> shuffled = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      shuffled.add(new LabelledText(texts.get(i).id(), labels.get(i), texts.get(i).text()));
    }
    return shuffled;
  }

  private static String sentence(int topic, Random random) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 4 + random.nextInt(5); i++) {
      String[] from = random.nextInt(2) == 0 ? WORDS[topic] : COMMON;
      words.add(from[random.nextInt(from.length)]);
    }
    words.add(WORDS[topic][random.nextInt(7)]);
    return String.join(" ", words);
  }

  /** Text of no related language. */
  static void nothing(Consumer<String> sink) {}

  static void lines(Consumer<String> sink) {
    labelled(600, 1).forEach(text -> sink.accept(text.text()));
  }

  /** A small classifier that has read the language, and hardly any labelled text. */
  public static Checkpoint classifier(Path folder) throws IOException {
    Checkpoint body =
        new Pretrainer(settings(5, 0), ToyCorpus::lines, ToyCorpus::nothing, line -> {})
            .run(Map.of(), folder);
    return new FineTuner(fineTuning(1, 1), body, line -> {}, done -> {})
        .run(new FineTuneData(labelled(6, 10), List.of(), List.of()), Map.of());
  }

  static PretrainSettings settings(int skipGramEpochs, int epochs) {
    return new PretrainSettings(
        new Shape(16, 16, 1, 16),
        NgramRange.DEFAULT,
        new VocabularyBuilder.Limits(2, 200, 3, 300, 50),
        new SkipGram.Settings(skipGramEpochs, 5, 5, 0.05, 1e-2),
        new LanguageModelTrainer.Settings(epochs, 8, 12, 1e-2, 1e-2),
        1,
        0.1,
        3);
  }

  /** The network alone. */
  static FineTuneSettings fineTuning(int headEpochs, int epochs) {
    return fineTuning(headEpochs, epochs, 0);
  }

  static FineTuneSettings fineTuning(int headEpochs, int epochs, double wide) {
    UnfreezeSchedule.Rates rates = new UnfreezeSchedule.Rates(headEpochs, epochs, 1e-2, 1e-2, 1e-2);
    return new FineTuneSettings(rates, 16, 0.1, 0.05, 0.1, 0.1, 0.5, true, wide, 1, 0.3, false, 5);
  }
}
