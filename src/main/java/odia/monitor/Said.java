package odia.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import odia.event.Example;
import odia.event.Example.Opinion;

/** What people last said of documents, so many and no more. Thread-safe. */
public final class Said {

  /**
   * The state of one document.
   *
   * @param opinions the one that counts, then other people's; empty where all was withdrawn
   * @param at of the one that counts, or of the withdrawal
   * @param givenLabel what the model had said, or null
   * @param before what counted until then, or null where nothing did
   */
  public record Latest(List<Opinion> opinions, Instant at, String givenLabel, Opinion before) {

    /** What counts, or null where all was withdrawn. */
    public Opinion counts() {
      return opinions.isEmpty() ? null : opinions.get(0);
    }
  }

  private final int most;
  private final Map<String, Latest> latest = new LinkedHashMap<>(); // longest untouched first
  private final Map<String, Integer> byAnnotator = new HashMap<>();

  /**
   * @param most documents to remember; the longest untouched go first
   */
  public Said(int most) {
    this.most = most;
  }

  /**
   * An example was seen.
   *
   * @param example null for a withdrawal
   * @param at of the correction or withdrawal
   */
  public synchronized void example(String documentId, Example example, Instant at) {
    Latest old = latest.remove(documentId);
    count(old, -1);
    List<Opinion> opinions = new ArrayList<>();
    if (example != null) {
      opinions.add(new Opinion(example.by(), example.label(), example.at()));
      example.others().stream().filter(o -> !o.by().equals(example.by())).forEach(opinions::add);
    }
    String given = example == null ? null : example.givenLabel();
    Latest now = new Latest(opinions, at, given, old == null ? null : old.counts());
    latest.put(documentId, now);
    count(now, 1);
    if (latest.size() > most) {
      count(latest.remove(latest.keySet().iterator().next()), -1);
    }
  }

  private void count(Latest of, int by) {
    if (of != null && of.counts() != null) {
      byAnnotator.merge(of.counts().by(), by, Integer::sum);
      byAnnotator.remove(of.counts().by(), 0);
    }
  }

  /** What is known of a document, or null. */
  public synchronized Latest of(String documentId) {
    return latest.get(documentId);
  }

  /** What counts of a document, or null where nobody said anything that stands. */
  public Opinion counts(String documentId) {
    Latest known = of(documentId);
    return known == null ? null : known.counts();
  }

  /** Documents whose label is by each person now. */
  public synchronized Map<String, Integer> byAnnotator() {
    return new HashMap<>(byAnnotator);
  }
}
