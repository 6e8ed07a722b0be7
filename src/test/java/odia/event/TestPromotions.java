package odia.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import odia.event.Promotion.Annotator;
import odia.event.Promotion.Assessment;
import odia.event.Promotion.Kind;
import odia.event.Promotion.TrainingData;

/** Lines for the log of promotions. */
public final class TestPromotions {

  public static final Instant AT = Instant.parse("2026-01-31T10:05:00Z");

  private TestPromotions() {}

  private static Promotion of(Kind kind, String version, String parent) {
    return by("learner", kind, version, parent);
  }

  public static Promotion by(String who, Kind kind, String version, String parent) {
    return Promotion.of(kind, version, parent, new Promotion.Act(who, "a reason", AT));
  }

  public static Promotion promoted(String version, String parent) {
    return of(Kind.PROMOTED, version, parent);
  }

  public static Promotion rolledBack(String version, String parent) {
    return of(Kind.ROLLED_BACK, version, parent);
  }

  public static Promotion refused(String version, String parent) {
    return of(Kind.REFUSED, version, parent);
  }

  public static Promotion request(String by) {
    return by(by, Kind.RETRAIN_REQUESTED, null, null);
  }

  /**
   * A verdict of the learner after a training.
   *
   * @param right texts of 100 that version and parent label right
   */
  public static Promotion verdict(Promotion plain, int right, int parentRight, long covers) {
    return plain
        .at(7)
        .measured(assessment(parentRight), assessment(right), data())
        .covering(covers);
  }

  private static Assessment assessment(int right) {
    double share = right / 100.0;
    return new Assessment(
        100, right, share, Map.of("sports", share), 4, right % 5, -0.5, null, null);
  }

  private static TrainingData data() {
    Annotator asha = new Annotator("asha", 9, 8, 4, 3, true);
    return new TrainingData(701, 13, 4, Map.of("in the hold-out", 2), List.of(asha), null);
  }
}
