package odia.dashboard;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import odia.event.DeadLetter.Stage;
import odia.follow.Follower;
import odia.monitor.Drift;
import odia.monitor.Ledger;
import odia.monitor.Pace;
import odia.monitor.View;
import odia.ops.Component.CheckResult;
import odia.review.ReviewQueue;

/** How the system is at a moment, reckoned once a second for everybody who looks. */
final class Pulses {

  private static final long FRESH_MILLIS = 900;

  /**
   * The figures at the top of the page.
   *
   * @param latencyMillis null where no label came
   * @param lag documents that wait for the classifiers; null where nobody knows
   * @param conservation ok, broken or unknown
   */
  record Pulse(
      Instant at,
      CheckResult kafka,
      double labelsPerSecond,
      Pace.Latency latencyMillis,
      Long lag,
      int waiting,
      String conservation,
      boolean drift,
      String champion,
      Models.Training training,
      int deadLetters) {}

  /** One equation with its numbers. */
  record Equation(String name, boolean ok, String detail, Map<String, Long> parts) {}

  private final View view;
  private final Follower follower;
  private final Models models;
  private final ReviewQueue queue;
  private final Clock clock;
  private Pulse last;

  Pulses(View view, Follower follower, Models models, ReviewQueue queue, Clock clock) {
    this.view = view;
    this.follower = follower;
    this.models = models;
    this.queue = queue;
    this.clock = clock;
  }

  synchronized Pulse now() {
    if (last == null || clock.millis() - last.at.toEpochMilli() > FRESH_MILLIS) {
      last = reckon();
    }
    return last;
  }

  private Pulse reckon() {
    CheckResult kafka = follower.check();
    boolean broken = equations().stream().anyMatch(equation -> !equation.ok);
    return new Pulse(
        clock.instant(),
        kafka,
        view.pace().labelsPerSecond(),
        view.pace().latency(),
        follower.documentLag(),
        queue.size(),
        broken ? "broken" : kafka.ok() ? "ok" : "unknown",
        view.mix().drift(models.trainingMix()).stream().anyMatch(Drift::flagged),
        models.champion().orElse(null),
        models.training(),
        view.deadLetters().total());
  }

  /** Whether what came in is what went out, since this dashboard began to look. */
  List<Equation> equations() {
    return List.of(
        equation("documents", view.documents(), follower.lostDocuments()),
        equation("corrections", view.correctionsLedger(), follower.lostCorrections()));
  }

  private static Equation equation(String name, Ledger ledger, long lost) {
    synchronized (ledger) {
      Map<String, Long> parts = new TreeMap<>(ledger.outcomes());
      long inWork = ledger.open() - lost;
      String sum =
          parts.isEmpty()
              ? "0"
              : String.join(
                  " + ",
                  parts.entrySet().stream()
                      .map(part -> "%,d %s".formatted(part.getValue(), part.getKey()))
                      .toList());
      String detail = "%,d %s = %s + %,d in work".formatted(ledger.records(), name, sum, inWork);
      parts.put(name, ledger.records());
      parts.put("in work", inWork);
      parts.put("lost", lost);
      parts.put("doubled", ledger.doubled());
      String wrong = lost == 0 ? "" : "; %,d without an outcome".formatted(lost);
      wrong += ledger.doubled() == 0 ? "" : "; %,d with two".formatted(ledger.doubled());
      wrong += ledger.overflowed() ? "; the backlog is too long to be looked at whole" : "";
      return new Equation(name, lost == 0 && ledger.doubled() == 0, detail + wrong, parts);
    }
  }

  /** Dead letters by stage, by its name on the wire. */
  Map<String, Integer> deadLetters() {
    Map<String, Integer> byStage = new TreeMap<>();
    for (Stage stage : Stage.values()) {
      byStage.put(stage.wireName(), view.deadLetters().byStage().getOrDefault(stage, 0));
    }
    return byStage;
  }
}
