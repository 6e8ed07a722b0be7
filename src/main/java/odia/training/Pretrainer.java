package odia.training;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import odia.corpus.Split;
import odia.model.Body;
import odia.model.Checkpoint;
import odia.model.Heads;
import odia.model.Manifest;
import odia.model.Provenance;
import odia.text.TextEncoder;
import odia.text.Vocabulary;
import odia.text.VocabularyBuilder;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Raw text to a language model checkpoint, in two steps: skip-gram warms up the n-gram table, then
 * the whole body learns to predict the next word. Goes on where it was stopped.
 */
public final class Pretrainer {

  private final PretrainSettings settings;
  private final RawText odia;
  private final RawText related;
  private final Consumer<String> log;
  private final Split split;

  /**
   * @param odia what the language model learns and is measured on
   * @param related text of related languages in Odia script, for the warm start alone; may be empty
   */
  public Pretrainer(
      PretrainSettings settings, RawText odia, RawText related, Consumer<String> log) {
    this.settings = settings;
    this.odia = odia;
    this.related = related;
    this.log = log;
    this.split = new Split(settings.validationShare(), "pretrain");
  }

  /**
   * The text as ids.
   *
   * @param warm related languages, then Odia as often as the settings say
   * @param train Odia once
   * @param held Odia that is not learned from
   */
  private record Encoded(TextEncoder encoder, WordStream warm, WordStream train, WordStream held) {}

  /**
   * Pretrains.
   *
   * @param data the text's files by name with their digests, for the provenance
   * @param stateFile where the state is kept between epochs
   * @throws TrainingException if the text is too short to learn from
   */
  public Checkpoint run(Map<String, String> data, Path stateFile) throws IOException {
    PretrainState state = new PretrainState(stateFile, settings.asMap() + " " + data);
    PretrainState.Loaded resumed = state.load();
    if (resumed != null) {
      log.accept("resuming after " + resumed.done());
    }
    Encoded encoded = encode();
    boolean warm = resumed != null && resumed.done().languageModel() > 0;
    float[] table = warm ? null : skipGram(encoded, state, resumed);
    Heads.Plan plan = plan(encoded.encoder.vocabulary());
    LanguageModelTrainer trainer =
        new LanguageModelTrainer(settings.languageModel(), plan, encoded.train, encoded.held);
    if (warm) {
      resumed.restore(trainer.network(), trainer.stepsIn(resumed.done().languageModel()));
    } else {
      embedding(trainer.network()).assign(Nd4j.createFromArray(table).reshape(-1, size()));
    }
    Map<String, Double> metrics = learn(trainer, encoded, state, warm ? resumed.done() : null);
    Checkpoint checkpoint = checkpoint(trainer.network(), encoded.encoder, metrics, data);
    state.remove();
    return checkpoint;
  }

  private Encoded encode() {
    VocabularyBuilder builder = new VocabularyBuilder(settings.range());
    forEachWarmLine(builder::add);
    if (builder.total() < 100) {
      throw new TrainingException(
          "the corpus has " + builder.total() + " words; a language model needs 100 at the least");
    }
    TextEncoder encoder = new TextEncoder(builder.build(settings.limits()));
    WordStream warm = new WordStream(encoder);
    WordStream train = new WordStream(encoder);
    WordStream held = new WordStream(encoder);
    forEachWarmLine(warm::add);
    odia.forEachLine(line -> (split.isHeldOut(line) ? held : train).add(line));
    log.accept(
        "%,d words of Odia (%,d in the warm start), %,d held out; %,d words and %,d n-grams have a row of their own"
            .formatted(
                train.length(),
                warm.length(),
                held.length(),
                encoder.vocabulary().words().size(),
                encoder.vocabulary().ngrams().size()));
    return new Encoded(encoder, warm, train, held);
  }

  /** Related languages first, Odia last: what is learned last is remembered best. */
  private void forEachWarmLine(Consumer<String> sink) {
    Consumer<String> learned =
        line -> {
          if (!split.isHeldOut(line)) {
            sink.accept(line);
          }
        };
    related.forEachLine(learned);
    for (int reading = 0; reading < settings.odiaReadings(); reading++) {
      odia.forEachLine(learned);
    }
  }

  private float[] skipGram(Encoded encoded, PretrainState state, PretrainState.Loaded resumed)
      throws IOException {
    Vocabulary vocabulary = encoded.encoder.vocabulary();
    float[] table = freshTable(vocabulary.rows() * size());
    float[] contexts = new float[vocabulary.words().size() * size()];
    int done = 0;
    if (resumed != null) {
      resumed.restore(table, contexts);
      done = resumed.done().skipGram();
    }
    SkipGram skipGram = new SkipGram(encoded.warm, table, contexts, size(), settings.skipGram());
    int epochs = settings.skipGram().epochs();
    for (int epoch = done; epoch < epochs; epoch++) {
      String what = "skip-gram epoch %d/%d".formatted(epoch + 1, epochs);
      Pace pace = new Pace(what, encoded.warm.length(), log);
      skipGram.epoch(epoch, settings.seed(), pace);
      pace.finish("done");
      state.saveSkipGram(epoch + 1, table, contexts);
    }
    return table;
  }

  private float[] freshTable(int length) {
    SplittableRandom random = new SplittableRandom(settings.seed());
    float[] table = new float[length];
    for (int i = 0; i < length; i++) {
      table[i] = (float) ((random.nextDouble() * 2 - 1) / size());
    }
    return table;
  }

  private Map<String, Double> learn(
      LanguageModelTrainer trainer, Encoded encoded, PretrainState state, PretrainState.Done done)
      throws IOException {
    int epochs = settings.languageModel().epochs();
    Map<String, Double> metrics = new TreeMap<>();
    double trainLoss = Double.NaN;
    for (int epoch = done == null ? 0 : done.languageModel(); epoch < epochs; epoch++) {
      String what = "language model epoch %d/%d".formatted(epoch + 1, epochs);
      Pace pace = new Pace(what, trainer.wordsPerEpoch(), log);
      trainLoss = trainer.epoch(epoch, pace);
      pace.finish(
          "perplexity %.1f in training, %.1f on held-out text"
              .formatted(Math.exp(trainLoss), Math.exp(trainer.validationLoss())));
      state.saveLanguageModel(
          new PretrainState.Done(settings.skipGram().epochs(), epoch + 1), trainer.network());
    }
    put(metrics, "validationPerplexity", epochs == 0 ? Double.NaN : trainer.validationLoss());
    put(metrics, "trainPerplexity", trainLoss);
    put(
        metrics,
        "wordFrequencyPerplexity",
        LanguageModelTrainer.wordFrequencyLoss(encoded.train, encoded.held));
    log.accept("perplexity per word: " + metrics);
    return metrics;
  }

  private static void put(Map<String, Double> metrics, String name, double loss) {
    if (!Double.isNaN(loss)) {
      metrics.put(name, Math.exp(loss));
    }
  }

  private Heads.Plan plan(Vocabulary vocabulary) {
    return new Heads.Plan(
        settings.shape(), vocabulary.rows(), vocabulary.words().size(), 0, settings.seed());
  }

  private static INDArray embedding(ComputationGraph network) {
    return network.paramTable().get(Body.TABLE);
  }

  private int size() {
    return settings.shape().embedding();
  }

  private Checkpoint checkpoint(
      ComputationGraph network,
      TextEncoder encoder,
      Map<String, Double> metrics,
      Map<String, String> data) {
    Vocabulary vocabulary = encoder.vocabulary();
    Provenance provenance =
        new Provenance(
            "pretrain",
            settings.asMap(),
            data,
            "none",
            Provenance.thisMachine(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    Manifest manifest =
        new Manifest(
            Manifest.Kind.LANGUAGE_MODEL,
            settings.shape(),
            new Manifest.Encoder(
                vocabulary.range(), vocabulary.buckets(), vocabulary.fingerprint()),
            List.of(),
            Manifest.Calibration.NONE,
            metrics,
            provenance);
    return Checkpoint.of(network.paramTable(), encoder, manifest);
  }
}
