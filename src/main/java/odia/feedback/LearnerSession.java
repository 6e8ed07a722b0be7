package odia.feedback;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import odia.event.Promotion;
import odia.event.Promotion.Kind;
import odia.event.Promotion.TrainingData;
import odia.feedback.RetrainPolicy.Decision;
import odia.feedback.RetrainPolicy.Situation;
import odia.feedback.VerdictPublisher.Covered;
import odia.feedback.VerdictPublisher.Step;
import odia.model.Checkpoint;
import odia.registry.History;
import odia.registry.ModelManifest;
import odia.registry.ModelReader;
import odia.registry.PromotionLog;
import odia.registry.RegistryException;
import odia.screening.Screening;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The learner while its connections hold: reads on, starts a training when it is time, publishes
 * its verdict. Never waits for a training: who does not poll is put out of the group.
 */
final class LearnerSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LearnerSession.class);

  private static final Duration POLL = Duration.ofMillis(200);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** A training that fails so often on the same data is given up, with a verdict that says so. */
  private static final int MOST_FAILURES = 3;

  /** A training at work, and what it was begun with. */
  private record Running(
      ChallengerProcess process,
      Promotion champion,
      Screening.Result data,
      Covered covered,
      long requests) {}

  private final LearnerSettings settings;
  private final Supplier<byte[]> initial;
  private final Path original;
  private final Screening screening;
  private final Clock clock = Clock.systemUTC();
  private final ExamplesConsumer examples;
  private final PromotionLog log;
  private final ModelReader reader;
  private VerdictPublisher publisher; // null while another learner works
  private volatile Running running; // null while none is
  private Screening.Result screened;
  private Set<String> used; // ids of the documents that screening let through
  private long screenedAt = -1;
  private int failures;
  private Instant notBefore = Instant.MIN;
  private volatile String state = "connecting";

  /**
   * @param initial bytes of the checkpoint that every training starts from
   * @param original folder of the original texts
   */
  LearnerSession(
      LearnerSettings settings, Supplier<byte[]> initial, Path original, Screening screening) {
    this.settings = settings;
    this.initial = initial;
    this.original = original;
    this.screening = screening;
    this.examples = new ExamplesConsumer(settings.client(), settings.group());
    this.log = new PromotionLog(settings.client());
    this.reader = new ModelReader(settings.client(), settings.keys());
  }

  /** One round of what the learner does for ever. */
  void step() {
    examples.poll(POLL);
    log.poll(Duration.ZERO);
    if (!examples.isReady()) {
      standBy();
    } else if (publisher == null) {
      publisher = new VerdictPublisher(settings);
      log.readToEnd();
    } else if (log.history().champion().isEmpty()) {
      publishInitial();
    } else if (running == null) {
      trainIfItIsTime();
    } else if (!isStillChampion(running.champion)) {
      LOG.warn("The champion changed while a challenger was trained; its training begins anew");
      endTraining();
    } else if (running.process.isRunning()) {
      state = "training a challenger: " + running.process;
    } else {
      finish(running);
    }
  }

  private void standBy() {
    state = examples.isStandingBy() ? "standing by, another learner works" : "reading examples";
    endTraining();
    if (examples.isStandingBy() && publisher != null) {
      publisher.close();
      publisher = null;
    }
  }

  private boolean isStillChampion(Promotion champion) {
    return log.history().champion().map(Promotion::version).get().equals(champion.version());
  }

  private void publishInitial() {
    byte[] bytes = initial.get();
    Checkpoint checkpoint = Checkpoint.fromBytes(bytes, "that the program starts with");
    ModelManifest named = Challenger.named(checkpoint, null);
    Promotion plain = promotion(Kind.PROMOTED, checkpoint.version(), null, "the first model");
    Promotion first = FirstModel.measured(plain, checkpoint, OriginalData.read(original));
    publisher.first(bytes, named, first);
    awaitInLog(first);
    LOG.info("Published the first model, {}", checkpoint.version());
  }

  /** What is committed is seen a moment later; a learner that went on before would do it twice. */
  private void awaitInLog(Promotion sent) {
    Instant end = clock.instant().plus(LONGEST_WAIT);
    while (log.history().entries().stream()
        .noneMatch(entry -> entry.promotion().at().equals(sent.at()))) {
      if (clock.instant().isAfter(end)) {
        throw new RegistryException("Kafka took a verdict but does not show it");
      }
      log.poll(POLL);
    }
  }

  private Promotion promotion(Kind kind, String version, String parent, String reason) {
    Promotion.Act act = new Promotion.Act(LearnerSettings.LEARNER, reason, clock.instant());
    return Promotion.of(kind, version, parent, act);
  }

  private void trainIfItIsTime() {
    if (screenedAt != examples.records()) {
      screenedAt = examples.records();
      screened = screening.of(examples.set().examples());
      used = screened.used();
    }
    Decision decision = decide();
    state = decision.reason();
    if (decision.train() && !clock.instant().isBefore(notBefore)) {
      LOG.info("Training a challenger: {}; {} set aside", decision.reason(), screened.setAside());
      start();
    }
  }

  private Decision decide() {
    History history = log.history();
    TrainingSet.Fresh fresh = examples.set().fresh(used);
    Situation situation =
        new Situation(
            fresh.count(),
            fresh.oldest(),
            history.lastVerdict().map(Promotion::at).orElse(null),
            history.pendingRequest().isPresent(),
            false);
    return settings.policy().decide(situation, clock.instant(), ZoneId.systemDefault());
  }

  private void start() {
    Promotion champion = log.history().champion().orElseThrow();
    Covered covered = new Covered(examples.positions(), examples.membership());
    try {
      ChallengerProcess process = process(champion);
      running = new Running(process, champion, screened, covered, log.history().end());
    } catch (RegistryException e) {
      notBefore = clock.instant().plus(settings.policy().pause());
      LOG.error("No challenger can be compared with the champion: {}", e.getMessage());
    }
  }

  private ChallengerProcess process(Promotion champion) {
    ChallengerJob job =
        new ChallengerJob(
            settings.seed(),
            screened.train(),
            screened.heldOut(),
            settings.changes(),
            bestRight(log.history()));
    byte[] champions = reader.fetch(champion.version(), champion.modelOffset());
    List<String> command = new ArrayList<>(settings.command());
    command.add(original.toString());
    return new ChallengerProcess(
        settings.folder().resolve("job"),
        job,
        new ChallengerProcess.Checkpoints(initial.get(), champions),
        command);
  }

  /** Every champion since an operator chose one was judged, as a parent or as a new one. */
  private static Map<Integer, Integer> bestRight(History history) {
    Map<Integer, Integer> best = new HashMap<>();
    for (Promotion verdict : history.sinceOperator(LearnerSettings.LEARNER)) {
      Stream.of(verdict.champion(), verdict.crowns() ? verdict.challenger() : null)
          .filter(Objects::nonNull)
          .forEach(champion -> best.merge(champion.holdOut(), champion.holdOutRight(), Math::max));
    }
    return best;
  }

  private void finish(Running ended) {
    running = null;
    try (ChallengerProcess process = ended.process) {
      publish(ended, process.result(), process);
      failures = 0;
    } catch (IllegalStateException e) {
      failed(ended, e.getMessage());
    }
  }

  private void publish(Running ended, ChallengerJob.Result result, ChallengerProcess process) {
    boolean same = result.version().equals(ended.champion.version());
    boolean promote = result.promote() && !same;
    String reason = same ? "it is the champion, trained again" : result.reason();
    Promotion verdict = verdict(ended, result, promote, reason);
    Covered covered = new Covered(ended.covered.offsets(), examples.membership());
    if (same) {
      publisher.verdict(verdict, covered);
    } else {
      ModelManifest.Facts facts =
          new ModelManifest.Facts(result.shape(), result.labels(), result.encoderFingerprint());
      ModelManifest named =
          new ModelManifest(result.version(), ended.champion.version(), null, 0, 0, 0, facts, null);
      publisher.verdict(process.checkpoint(), named, verdict, new Step(log.history(), covered));
    }
    awaitInLog(verdict);
    examples.covered(ended.covered.offsets());
    LOG.info("Challenger {} is {}: {}", result.version(), verdict.kind(), reason);
  }

  private Promotion verdict(
      Running ended, ChallengerJob.Result result, boolean promote, String reason) {
    Kind kind = promote ? Kind.PROMOTED : Kind.REFUSED;
    Screening.Result data = ended.data;
    TrainingData from =
        new TrainingData(
            result.original(),
            data.train().size(),
            data.heldOut().size(),
            data.setAside(),
            data.annotators(),
            result.trained());
    return promotion(kind, result.version(), ended.champion.version(), reason)
        .measured(result.champion(), result.challenger(), from)
        .covering(ended.requests);
  }

  /** Training trouble never touches serving: it is tried again, and then dropped with a verdict. */
  private void failed(Running ended, String why) {
    LOG.error("Training failed: {}", why);
    notBefore = clock.instant().plus(settings.policy().pause());
    if (++failures < MOST_FAILURES) {
      return;
    }
    failures = 0;
    Promotion verdict =
        promotion(Kind.REFUSED, null, ended.champion.version(), "training failed: " + why)
            .covering(ended.requests);
    publisher.verdict(verdict, new Covered(ended.covered.offsets(), examples.membership()));
    awaitInLog(verdict);
    examples.covered(ended.covered.offsets());
  }

  private void endTraining() {
    if (running != null) {
      running.process.close();
      running = null;
    }
  }

  /** What it does, in words. */
  String state() {
    return state;
  }

  /** Share of the training that is done, in [0, 1]; negative while there is none. */
  double progress() {
    Running now = running;
    return now == null ? -1 : now.process.progress();
  }

  double secondsToGo() {
    Running now = running;
    return now == null || now.process.toGo().isNegative() ? -1 : now.process.toGo().toSeconds();
  }

  @Override
  public void close() {
    endTraining();
    if (publisher != null) {
      publisher.close();
    }
    log.close();
    examples.close();
  }
}
