package odia.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import odia.model.Body;
import odia.model.Heads;
import odia.model.Shape;

/**
 * Which layer groups are trained when, and how fast: pure data. ULMFiT's gradual unfreezing with
 * discriminative rates (Howard and Ruder 2018, 1801.06146, sections 3.2 and 3.3).
 *
 * <p>What we do differently: two stages, first the new head alone, then all groups at once, and
 * high rates; with some 700 documents, thawing one group at a time at the paper's rates never gets
 * to where it should be.
 *
 * @param stages in order
 */
public record UnfreezeSchedule(List<Stage> stages) {

  /**
   * @param epochs passes over the labelled texts
   * @param rates highest learning rate of each group that is trained; all others are frozen
   */
  public record Stage(int epochs, Map<String, Double> rates) {
    public Stage {
      rates = Map.copyOf(rates);
    }
  }

  /**
   * How fast each part learns in the second stage.
   *
   * @param headEpochs passes with a frozen body
   * @param epochs passes with everything thawed
   */
  public record Rates(int headEpochs, int epochs, double head, double recurrent, double embedding) {

    /** Chosen by cross-validation on SIB-200's train and development sets. */
    public static final Rates DEFAULT = new Rates(4, 20, 5e-3, 5e-3, 1e-3);

    /** For a body that knows nothing yet: what pretrained vectors would lose it has to learn. */
    public static final Rates FRESH = new Rates(4, 20, 5e-3, 5e-3, 5e-3);
  }

  public UnfreezeSchedule {
    stages = List.copyOf(stages);
  }

  /** The head alone, then everything. */
  public static UnfreezeSchedule of(Shape shape, Rates rates) {
    Map<String, Double> head = new HashMap<>();
    Heads.classifierGroups().forEach(group -> head.put(group, rates.head));
    Map<String, Double> all = new HashMap<>(head);
    Body.groups(shape).forEach(group -> all.put(group, rates.recurrent));
    all.put(Body.EMBEDDING, rates.embedding);
    List<Stage> stages = new ArrayList<>();
    stages.add(new Stage(rates.headEpochs, head));
    stages.add(new Stage(rates.epochs, all));
    return new UnfreezeSchedule(stages);
  }
}
