package odia.event;

import java.time.Instant;
import java.util.List;

/**
 * How one running process is, as it says every few seconds; a record without a value (a tombstone)
 * says that it has ended in good order.
 *
 * @param id of the process, new with every start; also the record's key
 * @param roles what it does: classifier, learner, dashboard
 * @param host where it runs
 * @param startedAt when it was started
 * @param at when it said this
 * @param ok whether all of it is well
 * @param detail in words, a line a part, free of secrets and texts
 * @param modelVersion that it labels with; null where it does not label
 * @param training what is trained in it; null where nothing is
 */
public record Instance(
    String id,
    List<String> roles,
    String host,
    Instant startedAt,
    Instant at,
    boolean ok,
    String detail,
    String modelVersion,
    Training training) {

  /** How often each process says how it is, in seconds. */
  public static final int PERIOD_SECONDS = 5;

  /**
   * A training at work.
   *
   * @param progress share that is done, in [0, 1]
   * @param secondsToGo how long it will still take; null where nobody can say yet
   */
  public record Training(double progress, Double secondsToGo) {}

  public Instance {
    roles = roles == null ? List.of() : List.copyOf(roles);
    detail = detail == null ? "" : detail;
  }
}
