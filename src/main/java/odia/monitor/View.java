package odia.monitor;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * All that is known of the system, for whoever shows it. The ledgers are guarded by themselves as
 * monitors, since their readers and their writer are different threads.
 *
 * @param labels the latest
 * @param pace rates and latencies
 * @param mix how often each label was given
 * @param documents whether each document had its outcome
 * @param correctionsLedger whether each correction had its outcome
 * @param said what people last said of documents
 * @param corrections the latest, with what came of them
 * @param deadLetters the latest
 * @param instances the processes
 * @param onLabel told of each label
 * @param onSaid told of each document somebody spoke of, by id
 */
public record View(
    RecentLabels labels,
    Pace pace,
    MixHistory mix,
    Ledger documents,
    Ledger correctionsLedger,
    Said said,
    Corrections corrections,
    SeenDeadLetters deadLetters,
    Instances instances,
    List<Consumer<Sighting>> onLabel,
    List<Consumer<String>> onSaid) {

  /** Of a correction that was older than what counts: it has an outcome but no record of it. */
  public static final String SUPERSEDED = "superseded";

  private static final int MOST_SAID = 100_000;
  private static final int MOST_CORRECTIONS = 20_000;
  private static final int MOST_DEAD_LETTERS = 500;

  /**
   * Knows nothing yet.
   *
   * @param kept how many labels to keep
   */
  public static View empty(int kept, Clock clock) {
    Said said = new Said(MOST_SAID);
    return new View(
        new RecentLabels(kept),
        new Pace(clock),
        new MixHistory(clock),
        new Ledger(),
        new Ledger(),
        said,
        new Corrections(MOST_CORRECTIONS, said),
        new SeenDeadLetters(MOST_DEAD_LETTERS),
        new Instances(clock),
        new ArrayList<>(),
        new ArrayList<>());
  }
}
