package odia.feedback;

import java.util.List;
import java.util.Map;
import odia.corpus.LabelledText;
import odia.event.Promotion.Assessment;
import odia.model.LabelChanges;

/**
 * What the learner asks a training process for; files are named beside it.
 *
 * @param seed of everything random
 * @param train corrections to learn from
 * @param heldOut corrections to judge by
 * @param changes wanted of the label set
 * @param bestRight most texts right by a champion so far, by the size of the trusted hold-out
 */
record ChallengerJob(
    long seed,
    List<LabelledText> train,
    List<LabelledText> heldOut,
    LabelChanges changes,
    Map<Integer, Integer> bestRight) {

  /** In the job's folder. */
  static final String JOB = "job.json";

  static final String BASE = "base.ckpt";
  static final String CHAMPION = "champion.ckpt";
  static final String CHALLENGER = "challenger.ckpt";
  static final String RESULT = "result.json";

  /** Begins a line that says how far the training is, a share in [0, 1]. */
  static final String PROGRESS = "progress ";

  /**
   * What the training process answers.
   *
   * @param version of the challenger, which stands in its file
   * @param shape of its network, by name
   * @param original texts of the first fine-tuning that it learned from
   * @param trained texts that it learned from by label, without those of related languages
   */
  record Result(
      String version,
      Map<String, Integer> shape,
      List<String> labels,
      String encoderFingerprint,
      int original,
      Map<String, Integer> trained,
      boolean promote,
      String reason,
      Assessment champion,
      Assessment challenger) {}
}
