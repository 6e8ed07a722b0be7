package odia.screening;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import odia.event.Promotion.Annotator;

/** How each person's corrections compare with the others'. */
final class Annotators {

  /** Fewer comparisons say nothing of a person. */
  private static final int LEAST_COMPARED = 5;

  private static final class Count {
    private int corrections;
    private int compared;
    private int contradicted;
    private final Set<String> against = new HashSet<>();

    /**
     * Mostly contradicted, and not by one person alone: of two who disagree nobody knows who is
     * right, and one must not be able to silence the other.
     */
    boolean isFlagged() {
      boolean byMany = against.size() > 1 || against.contains(Opinions.TRUSTED);
      return compared >= LEAST_COMPARED && 2 * contradicted > compared && byMany;
    }
  }

  private final Map<String, Count> counts = new HashMap<>();

  private Annotators() {}

  static Annotators of(Collection<Opinions> texts) {
    Annotators annotators = new Annotators();
    for (Opinions opinions : texts) {
      opinions.byAnnotator().keySet().forEach(name -> annotators.count(name, opinions));
    }
    return annotators;
  }

  private void count(String name, Opinions opinions) {
    Count count = counts.computeIfAbsent(name, n -> new Count());
    count.corrections++;
    if (opinions.canBeCompared()) {
      Set<String> against = opinions.against(name);
      count.compared++;
      count.contradicted += against.isEmpty() ? 0 : 1;
      count.against.addAll(against);
    }
  }

  boolean isFlagged(String name) {
    return counts.containsKey(name) && counts.get(name).isFlagged();
  }

  /** Most corrections first. */
  List<Annotator> table(Map<String, Integer> used) {
    return counts.entrySet().stream()
        .map(e -> row(e.getKey(), e.getValue(), used.getOrDefault(e.getKey(), 0)))
        .sorted(
            Comparator.comparingInt(Annotator::corrections)
                .reversed()
                .thenComparing(Annotator::name))
        .toList();
  }

  private static Annotator row(String name, Count count, int used) {
    return new Annotator(
        name, count.corrections, used, count.compared, count.contradicted, count.isFlagged());
  }
}
