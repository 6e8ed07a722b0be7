package odia.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import odia.event.Promotion;
import odia.event.Promotion.Kind;

/**
 * What the log of promotions says, as far as it was read; pure and immutable.
 *
 * @param entries in the log's order
 */
public record History(List<Entry> entries) {

  public static final History NONE = new History(List.of());

  /**
   * @param offset in the log
   */
  public record Entry(long offset, Promotion promotion) {}

  public History {
    entries = List.copyOf(entries);
  }

  History with(List<Entry> more) {
    List<Entry> all = new ArrayList<>(entries);
    all.addAll(more);
    return new History(all);
  }

  /** The history as it will be when this has been written. */
  public History plus(Promotion next) {
    return with(List.of(new Entry(end(), next)));
  }

  private Optional<Entry> last(Predicate<Promotion> wanted) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (wanted.test(entries.get(i).promotion())) {
        return Optional.of(entries.get(i));
      }
    }
    return Optional.empty();
  }

  /** What made the present champion the champion. */
  public Optional<Promotion> champion() {
    return last(Promotion::crowns).map(Entry::promotion);
  }

  /** Every version that a line speaks of, in the order of their first lines. */
  public Set<String> versions() {
    Set<String> versions = new LinkedHashSet<>();
    entries.stream()
        .map(entry -> entry.promotion().version())
        .filter(Objects::nonNull)
        .forEach(versions::add);
    return versions;
  }

  /** The first line about a version: how it came to be. */
  public Optional<Promotion> firstOn(String version) {
    return entries.stream()
        .map(Entry::promotion)
        .filter(promotion -> version.equals(promotion.version()))
        .findFirst();
  }

  /** Every version that ever was champion, the latest first, each once. */
  public List<Promotion> champions() {
    List<Promotion> found = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    for (int i = entries.size() - 1; i >= 0; i--) {
      Promotion promotion = entries.get(i).promotion();
      if (promotion.crowns() && !seen.contains(promotion.version())) {
        seen.add(promotion.version());
        found.add(promotion);
      }
    }
    return found;
  }

  /**
   * The champion, then the one it was promoted over, and so on: going back takes the first away.
   */
  public List<Promotion> succession() {
    List<Promotion> line = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.promotion().crowns()) {
        crown(line, entry.promotion());
      }
    }
    Collections.reverse(line);
    return line;
  }

  private static void crown(List<Promotion> line, Promotion promotion) {
    int back = line.size() - 1;
    while (back >= 0 && !line.get(back).version().equals(promotion.version())) {
      back--;
    }
    boolean again = back == line.size() - 1; // promoted once more: nothing new to go back from
    if (back >= 0 && (again || promotion.kind() == Kind.ROLLED_BACK)) {
      line.subList(back, line.size()).clear();
    }
    line.add(promotion);
  }

  /** The version to go back to from the present champion; from that one, the one before it. */
  public Optional<String> previousChampion() {
    return succession().stream().skip(1).findFirst().map(Promotion::version);
  }

  /** The last verdict of the learner, of whatever kind. */
  public Optional<Promotion> lastVerdict() {
    return last(p -> p.covers() != null).map(Entry::promotion);
  }

  /** The last line about a version that says what it was trained on. */
  public Optional<Promotion> verdictOn(String version) {
    return last(p -> version.equals(p.version()) && p.data() != null).map(Entry::promotion);
  }

  /** How good a version is, by the last verdict that looked at it from either side. */
  public Optional<Promotion.Assessment> assessmentOf(String version) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      Promotion promotion = entries.get(i).promotion();
      if (promotion.challenger() != null && version.equals(promotion.version())) {
        return Optional.of(promotion.challenger());
      }
      if (promotion.champion() != null && version.equals(promotion.parent())) {
        return Optional.of(promotion.champion());
      }
    }
    return Optional.empty();
  }

  /** The last request that no verdict answers yet. */
  public Optional<Promotion> pendingRequest() {
    long covered = lastVerdict().map(Promotion::covers).orElse(0L);
    return last(p -> p.kind() == Kind.RETRAIN_REQUESTED)
        .filter(entry -> entry.offset() >= covered)
        .map(Entry::promotion);
  }

  /** What the learner said since an operator last chose the champion, the latest first. */
  public List<Promotion> sinceOperator(String learner) {
    List<Promotion> found = new ArrayList<>();
    for (int i = entries.size() - 1; i >= 0; i--) {
      Promotion promotion = entries.get(i).promotion();
      if (promotion.by().equals(learner)) {
        found.add(promotion);
      } else if (promotion.crowns()) {
        break;
      }
    }
    return found;
  }

  /** The offset after the last entry. */
  public long end() {
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).offset() + 1;
  }
}
