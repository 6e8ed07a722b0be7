package odia.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One line in the history of models: a verdict on a challenger, or what an operator wanted. The
 * champion is the version that the last promotion or rollback names.
 *
 * @param kind what happened
 * @param version of the model concerned; null in a request
 * @param modelOffset where the version's first part stands on odia.models; a hint, or null
 * @param parent the champion until then; null where there was none
 * @param by "learner", or the operator's name
 * @param reason in words
 * @param at when
 * @param champion how good the parent was; null where nothing was measured
 * @param challenger how good the version was, on the same texts; null likewise
 * @param data what the version was trained on; null where nothing was trained
 * @param covers requests in this log below this offset are answered by the verdict; null where it
 *     is none
 */
public record Promotion(
    Kind kind,
    String version,
    Long modelOffset,
    String parent,
    String by,
    String reason,
    Instant at,
    Assessment champion,
    Assessment challenger,
    TrainingData data,
    Long covers) {

  /** What happened. */
  public enum Kind {
    /** The version is the champion from here on. */
    @JsonProperty("promoted")
    PROMOTED,
    /** The challenger was not good enough; the champion stays. */
    @JsonProperty("refused")
    REFUSED,
    /** An operator went back to an earlier version, the champion from here on. */
    @JsonProperty("rolled-back")
    ROLLED_BACK,
    /** An operator wants a challenger now. */
    @JsonProperty("retrain-requested")
    RETRAIN_REQUESTED
  }

  /**
   * How good one model is.
   *
   * @param holdOut trusted texts, which corrections never feed
   * @param holdOutRight how many of them it labels right
   * @param macroF1 on them
   * @param recall on them, by label
   * @param corrections corrected documents held out from training
   * @param correctionsRight how many of them it labels as corrected
   * @param logProbability mean log of the probability of the corrected label on them, in nats; null
   *     where there are none
   * @param confusion trusted texts by right label, then by the label it gives
   * @param calibration trusted texts by how confident it is; bins without any are left out
   */
  public record Assessment(
      int holdOut,
      int holdOutRight,
      double macroF1,
      Map<String, Double> recall,
      int corrections,
      int correctionsRight,
      Double logProbability,
      Map<String, Map<String, Integer>> confusion,
      List<Bin> calibration) {

    public Assessment {
      recall = recall == null ? Map.of() : recall;
      confusion = confusion == null ? Map.of() : confusion;
      calibration = calibration == null ? List.of() : calibration;
    }

    /** In [0, 1]; 0 where there is no text. */
    public double accuracy() {
      return holdOut == 0 ? 0 : (double) holdOutRight / holdOut;
    }

    /** Share of the held-out corrections it agrees with, in [0, 1]; 0 where there are none. */
    public double agreement() {
      return corrections == 0 ? 0 : (double) correctionsRight / corrections;
    }
  }

  /**
   * Texts with a confidence in [from, to); the last bin includes its end.
   *
   * @param right how many of them are labelled right
   * @param meanConfidence of them
   */
  public record Bin(double from, double to, int texts, int right, double meanConfidence) {}

  /**
   * What a challenger was trained on.
   *
   * @param original labelled texts of the first fine-tuning, used again
   * @param corrections corrected documents trained on
   * @param heldOut corrected documents held out for the gate
   * @param setAside corrected documents left out, by reason
   * @param annotators who corrected, and how that compares with the others
   * @param labels texts trained on by label: original ones and corrections, related languages apart
   */
  public record TrainingData(
      int original,
      int corrections,
      int heldOut,
      Map<String, Integer> setAside,
      List<Annotator> annotators,
      Map<String, Integer> labels) {

    public TrainingData {
      setAside = setAside == null ? Map.of() : setAside;
      annotators = annotators == null ? List.of() : annotators;
      labels = labels == null ? Map.of() : labels;
    }
  }

  /**
   * One person's corrections.
   *
   * @param corrections texts they spoke of
   * @param used of these, trained on or held out
   * @param compared of these, those that others or trusted texts speak of too
   * @param contradicted of those, the ones that most of the others see differently
   * @param flagged whether they mostly contradict the others; then none of theirs is used
   */
  public record Annotator(
      String name, int corrections, int used, int compared, int contradicted, boolean flagged) {}

  /** Who did something, why and when. */
  public record Act(String by, String reason, Instant at) {}

  /** A line without figures. */
  public static Promotion of(Kind kind, String version, String parent, Act act) {
    return new Promotion(
        kind, version, null, parent, act.by, act.reason, act.at, null, null, null, null);
  }

  /** The same, with where the version's first part stands. */
  public Promotion at(long offset) {
    return new Promotion(
        kind, version, offset, parent, by, reason, at, champion, challenger, data, covers);
  }

  /** The same as the answer to the requests below an offset. */
  public Promotion covering(long requests) {
    return new Promotion(
        kind, version, modelOffset, parent, by, reason, at, champion, challenger, data, requests);
  }

  /** The same with what was measured of parent and version, and what the version learned from. */
  public Promotion measured(Assessment before, Assessment now, TrainingData from) {
    return new Promotion(
        kind, version, modelOffset, parent, by, reason, at, before, now, from, covers);
  }

  /** Whether the version is the champion from here on. */
  public boolean crowns() {
    return kind == Kind.PROMOTED || kind == Kind.ROLLED_BACK;
  }
}
