package odia.feedback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import odia.corpus.LabelledText;
import odia.evaluation.Evaluation;
import odia.evaluation.EvaluationException;
import odia.evaluation.McNemar;
import odia.evaluation.Reliability;
import odia.evaluation.Scored;
import odia.event.Promotion;
import odia.event.Promotion.Assessment;
import odia.model.Classifier;
import odia.model.LabelSet;

/**
 * Whether a challenger replaces the champion; pure.
 *
 * <p>It must not be worse on the trusted hold-out: not by McNemar's test, not by more than one text
 * in a hundred (or one text) below the champion nor below the best champion since an operator last
 * chose one, so that small losses cannot add up; and no label may lose more than a tenth of its
 * texts (or two). And it must be better on the held-out corrections: more of them right, by more
 * than it loses on the hold-out, since trusted texts weigh more than what anybody may send; or,
 * with nothing lost, as many right and more probability on what is right (their mean logarithm); or
 * that probability and more texts gained on the hold-out than held-out corrections lost: of some
 * twenty corrections one goes wrong by luck. Where it brings the label set that an operator wants,
 * with labels removed or renamed, it is enough not to be worse on them.
 */
final class Gate {

  private static final double MOST_LOST = 0.01;
  private static final double MOST_LOST_OF_A_LABEL = 0.1;

  /** Gives no finite penalty for a label that a model does not know. */
  private static final double LEAST_PROBABILITY = 1e-4;

  /**
   * Two models on the same texts, in the same order.
   *
   * @param labels the challenger's, and any others that stand in the predictions
   */
  record Comparison(LabelSet labels, List<Scored> champion, List<Scored> challenger) {}

  /**
   * @param reason in words, with the figures
   */
  record Verdict(boolean promote, String reason, Assessment champion, Assessment challenger) {}

  /**
   * @param best texts of the hold-out that the best champion had right, or -1 where none is known
   * @param labelsChange whether the champion has labels that were removed or renamed
   */
  record Standard(int best, boolean labelsChange) {}

  private Gate() {}

  /**
   * @param holdOut on the trusted texts; there is at least one
   * @param corrections on the held-out corrections; may be of none
   * @param standard what else it is measured by
   */
  static Verdict judge(Comparison holdOut, Comparison corrections, Standard standard) {
    Assessment champion = assess(holdOut.labels, holdOut.champion, corrections.champion);
    Assessment challenger = assess(holdOut.labels, holdOut.challenger, corrections.challenger);
    String worse = worse(holdOut, champion, challenger, standard.best);
    boolean guesses =
        challenger.correctionsRight() * holdOut.labels.size() <= challenger.corrections();
    String gain = gain(champion, challenger, guesses, standard.labelsChange);
    boolean promote = worse == null && gain != null;
    String facts = facts(holdOut, champion, challenger);
    String against = worse == null ? noGain(champion, challenger, guesses) : worse;
    String reason = promote ? "not worse on the trusted hold-out; " + gain : against;
    return new Verdict(promote, reason + " (" + facts + ")", champion, challenger);
  }

  private static Assessment assess(
      LabelSet labels, List<Scored> holdOut, List<Scored> corrections) {
    Evaluation evaluation = Evaluation.of(labels, "", holdOut);
    Map<String, Double> recall = new LinkedHashMap<>();
    evaluation
        .perLabel()
        .forEach((label, figures) -> put(recall, label, figures.recall(), figures.support()));
    return new Assessment(
        holdOut.size(),
        right(holdOut),
        evaluation.macroF1(),
        recall,
        corrections.size(),
        right(corrections),
        corrections.isEmpty() ? null : logProbability(corrections),
        confusion(labels, evaluation.confusion()),
        calibration(evaluation.reliability()));
  }

  /**
   * How good a model is with none beside it.
   *
   * @throws EvaluationException if there is no text, or a label the model does not know
   */
  static Assessment alone(Classifier classifier, List<LabelledText> holdOut) {
    return assess(classifier.labels(), Scored.all(classifier, holdOut), List.of());
  }

  private static Map<String, Map<String, Integer>> confusion(LabelSet labels, int[][] counts) {
    Map<String, Map<String, Integer>> confusion = new LinkedHashMap<>();
    for (int right = 0; right < counts.length; right++) {
      Map<String, Integer> given = new LinkedHashMap<>();
      for (int label = 0; label < counts.length; label++) {
        if (counts[right][label] > 0) {
          given.put(labels.names().get(label), counts[right][label]);
        }
      }
      if (!given.isEmpty()) {
        confusion.put(labels.names().get(right), given);
      }
    }
    return confusion;
  }

  private static List<Promotion.Bin> calibration(List<Reliability.Bin> bins) {
    List<Promotion.Bin> filled = new ArrayList<>();
    for (int i = 0; i < bins.size(); i++) {
      Reliability.Bin bin = bins.get(i);
      double to = i + 1 < bins.size() ? bins.get(i + 1).from() : 1;
      int right = (int) Math.round(bin.accuracy() * bin.n());
      if (bin.n() > 0) {
        filled.add(new Promotion.Bin(bin.from(), to, bin.n(), right, bin.confidence()));
      }
    }
    return filled;
  }

  private static void put(Map<String, Double> recall, String label, double value, int support) {
    if (support > 0) {
      recall.put(label, value);
    }
  }

  private static int right(List<Scored> scored) {
    return (int) scored.stream().filter(Scored::right).count();
  }

  private static double logProbability(List<Scored> scored) {
    return scored.stream()
        .mapToDouble(s -> s.prediction().probabilities().getOrDefault(s.text().label(), 0.0))
        .map(p -> Math.log(Math.min(1, Math.max(p, LEAST_PROBABILITY))))
        .average()
        .orElseThrow();
  }

  /** What speaks against the challenger, or null. */
  private static String worse(
      Comparison holdOut, Assessment champion, Assessment challenger, int best) {
    McNemar test = McNemar.of(holdOut.champion, holdOut.challenger);
    int mostLost = Math.max(1, (int) (MOST_LOST * champion.holdOut()));
    if (test.secondIsWorse()) {
      return "worse on the trusted hold-out by more than luck (p %.3f)".formatted(test.p());
    }
    if (challenger.holdOutRight() < champion.holdOutRight() - mostLost) {
      return "worse on the trusted hold-out by more than %d of its texts".formatted(mostLost);
    }
    if (challenger.holdOutRight() < best - mostLost) {
      return "worse than the best champion, who had %d texts of the trusted hold-out right"
          .formatted(best);
    }
    return worseLabel(holdOut, champion, challenger);
  }

  private static String worseLabel(Comparison holdOut, Assessment champion, Assessment challenger) {
    for (String label : champion.recall().keySet()) {
      long texts = holdOut.champion.stream().filter(s -> s.text().label().equals(label)).count();
      double before = champion.recall().get(label);
      double now = challenger.recall().get(label);
      long lost = Math.round((before - now) * texts);
      if (lost > Math.max(2, MOST_LOST_OF_A_LABEL * texts)) {
        return "label %s falls from %.2f to %.2f of its texts in the trusted hold-out"
            .formatted(label, before, now);
      }
    }
    return null;
  }

  /** What speaks for the challenger, or null. */
  private static String gain(
      Assessment champion, Assessment challenger, boolean guesses, boolean labelsChange) {
    int ahead = challenger.holdOutRight() - champion.holdOutRight();
    int lost = Math.max(0, -ahead);
    int gained = challenger.correctionsRight() - champion.correctionsRight();
    if (gained > lost && !guesses) {
      return "more of the held-out corrections right";
    }
    if (labelsChange && gained >= 0) {
      return "labels are removed or renamed";
    }
    boolean surer = !guesses && challenger.logProbability() > champion.logProbability();
    if (surer && gained == 0 && lost == 0) {
      return "as many of the held-out corrections right, and surer of them";
    }
    return surer && gained < 0 && ahead > -gained
        ? "surer of the held-out corrections, and more gained on the trusted hold-out than lost of them"
        : null;
  }

  private static String noGain(Assessment champion, Assessment challenger, boolean guesses) {
    if (challenger.corrections() == 0) {
      return "no correction is held out yet that could show a gain";
    }
    if (guesses) {
      return "has no more of the held-out corrections right than guessing would";
    }
    return challenger.correctionsRight() > champion.correctionsRight()
        ? "loses as many texts of the trusted hold-out as it gains held-out corrections"
        : "not better on the held-out corrections";
  }

  private static String facts(Comparison holdOut, Assessment champion, Assessment challenger) {
    McNemar test = McNemar.of(holdOut.champion, holdOut.challenger);
    return "hold-out %d of %d right, champion %d, p %.2f; held-out corrections %d of %d, champion %d"
        .formatted(
            challenger.holdOutRight(),
            challenger.holdOut(),
            champion.holdOutRight(),
            test.p(),
            challenger.correctionsRight(),
            challenger.corrections(),
            champion.correctionsRight());
  }
}
