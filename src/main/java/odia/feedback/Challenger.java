package odia.feedback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import odia.corpus.LabelledText;
import odia.evaluation.Scored;
import odia.event.Json;
import odia.feedback.Gate.Comparison;
import odia.feedback.Gate.Standard;
import odia.feedback.Gate.Verdict;
import odia.model.Checkpoint;
import odia.model.Classifier;
import odia.model.LabelChanges;
import odia.model.LabelSet;
import odia.model.Shape;
import odia.registry.ModelManifest;
import odia.training.FineTuneData;
import odia.training.FineTuneSettings;
import odia.training.FineTuner;

/**
 * What the training process does: fine-tunes the base's body on the original texts and the
 * corrections, by the default recipe, and judges the result beside the champion.
 *
 * <p>It always starts from the same base, not from the last challenger: what was learned from a
 * correction that is withdrawn later, or set aside, is gone with the next challenger, and training
 * again from the same data gives the same version.
 */
public final class Challenger {

  private final Path folder;
  private final Consumer<String> log;

  /**
   * @param folder of the job
   * @param log is told how it goes; lines that begin with "progress " carry a share in [0, 1]
   */
  public Challenger(Path folder, Consumer<String> log) {
    this.folder = folder;
    this.log = log;
  }

  /**
   * Trains, judges, and writes checkpoint and result into the folder, the result last.
   *
   * @param original folder of the original texts
   * @throws IOException if the folder cannot be used
   */
  public void run(Path original) throws IOException {
    byte[] asked = Files.readAllBytes(folder.resolve(ChallengerJob.JOB));
    ChallengerJob job = Json.read(asked, ChallengerJob.class);
    if (job == null) {
      throw new IOException(folder.resolve(ChallengerJob.JOB) + " is no job");
    }
    OriginalData data = changed(OriginalData.read(original), job.changes());
    Checkpoint challenger = train(job, data);
    challenger.save(folder.resolve(ChallengerJob.CHALLENGER));
    Verdict verdict = judge(job, data, challenger);
    write(result(challenger, data, texts(job, data), verdict));
  }

  private void write(ChallengerJob.Result result) throws IOException {
    Path partial = folder.resolve(ChallengerJob.RESULT + ".partial");
    Files.write(partial, Json.bytes(result));
    Files.move(partial, folder.resolve(ChallengerJob.RESULT));
  }

  private static OriginalData changed(OriginalData data, LabelChanges changes) {
    return new OriginalData(
        changed(data.train(), changes),
        changed(data.related(), changes),
        changed(data.dev(), changes),
        changed(data.holdOut(), changes),
        data.digests());
  }

  private static List<LabelledText> changed(List<LabelledText> texts, LabelChanges changes) {
    return texts.stream()
        .map(t -> new LabelledText(t.id(), changes.nameOf(t.label()), t.text()))
        .filter(t -> !changes.removed().contains(t.label()))
        .toList();
  }

  private static List<LabelledText> texts(ChallengerJob job, OriginalData data) {
    List<LabelledText> train = new ArrayList<>(data.train());
    train.addAll(job.train());
    return train;
  }

  private Checkpoint train(ChallengerJob job, OriginalData data) {
    List<LabelledText> train = texts(job, data);
    Map<String, String> sources = new TreeMap<>(data.digests());
    sources.put("corrections", job.train().size() + " documents");
    FineTuneSettings settings = FineTuneSettings.defaults(job.seed(), false);
    Checkpoint base = Checkpoint.load(folder.resolve(ChallengerJob.BASE));
    return new FineTuner(
            settings,
            base,
            log,
            done -> log.accept(ChallengerJob.PROGRESS + "%.4f".formatted(done)))
        .run(new FineTuneData(train, data.related(), data.dev()), sources);
  }

  private Verdict judge(ChallengerJob job, OriginalData data, Checkpoint challenger) {
    log.accept("comparing with the champion");
    Checkpoint champion = Checkpoint.load(folder.resolve(ChallengerJob.CHAMPION));
    try (Classifier before = new RenamedClassifier(champion.classifier(), job.changes());
        Classifier now = challenger.classifier()) {
      int best = job.bestRight().getOrDefault(data.holdOut().size(), -1);
      return Gate.judge(
          compare(before, now, data.holdOut()),
          compare(before, now, job.heldOut()),
          new Standard(best, labelsChange(champion.manifest().labels(), job.changes())));
    }
  }

  private static boolean labelsChange(List<String> champion, LabelChanges changes) {
    return champion.stream()
        .anyMatch(l -> !changes.nameOf(l).equals(l) || changes.removed().contains(l));
  }

  private static Comparison compare(
      Classifier champion, Classifier challenger, List<LabelledText> texts) {
    TreeSet<String> labels = new TreeSet<>(challenger.labels().names());
    labels.addAll(champion.labels().names());
    texts.forEach(text -> labels.add(text.label()));
    return new Comparison(LabelSet.of(labels), score(champion, texts), score(challenger, texts));
  }

  private static List<Scored> score(Classifier classifier, List<LabelledText> texts) {
    return texts.stream().map(t -> new Scored(t, classifier.classify(t.text()))).toList();
  }

  private static ChallengerJob.Result result(
      Checkpoint challenger, OriginalData data, List<LabelledText> trained, Verdict verdict) {
    return new ChallengerJob.Result(
        challenger.version(),
        numbers(challenger.manifest().shape()),
        challenger.manifest().labels(),
        challenger.manifest().encoder().fingerprint(),
        data.size(),
        OriginalData.byLabel(trained),
        verdict.promote(),
        verdict.reason(),
        verdict.champion(),
        verdict.challenger());
  }

  /**
   * What a manifest on the topic says of a checkpoint; size and digest come when it is sent.
   *
   * @param parent version of the champion it is to replace, or null
   */
  public static ModelManifest named(Checkpoint checkpoint, String parent) {
    ModelManifest.Facts facts =
        new ModelManifest.Facts(
            numbers(checkpoint.manifest().shape()),
            checkpoint.manifest().labels(),
            checkpoint.manifest().encoder().fingerprint());
    return new ModelManifest(checkpoint.version(), parent, null, 0, 0, 0, facts, null);
  }

  private static Map<String, Integer> numbers(Shape shape) {
    return Map.of(
        "embedding", shape.embedding(),
        "hidden", shape.hidden(),
        "layers", shape.layers(),
        "headHidden", shape.headHidden());
  }
}
