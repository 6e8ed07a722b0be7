package odia.screening;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import odia.event.Promotion.Annotator;
import odia.screening.Opinions.Comparison;

/** How each person's corrections compare with the others'. */
final class Annotators {

  /** Fewer comparisons say nothing of a person. */
  private static final int LEAST_COMPARED = 5;

  /** How often somebody was compared with others, and contradicted by most of them. */
  private record Tally(int compared, int contradicted) {
    boolean isMostlyContradicted() {
      return compared >= LEAST_COMPARED && 2 * contradicted > compared;
    }
  }

  private final Map<String, List<Opinions>> texts = new TreeMap<>();
  private final Map<String, Tally> tallies = new TreeMap<>();
  private final Set<String> flagged;

  private Annotators(Collection<Opinions> all) {
    for (Opinions opinions : all) {
      opinions
          .speakers()
          .forEach(name -> texts.computeIfAbsent(name, n -> new ArrayList<>()).add(opinions));
    }
    texts.keySet().forEach(name -> tallies.put(name, tally(name, null)));
    flagged = texts.keySet().stream().filter(this::isSuspect).collect(Collectors.toSet());
  }

  static Annotators of(Collection<Opinions> texts) {
    return new Annotators(texts);
  }

  private Tally tally(String name, String without) {
    int compared = 0;
    int contradicted = 0;
    for (Opinions opinions : texts.get(name)) {
      Comparison comparison = opinions.compare(name, without);
      compared += comparison == Comparison.NOBODY_ELSE ? 0 : 1;
      contradicted += comparison == Comparison.CONTRADICTS ? 1 : 0;
    }
    return new Tally(compared, contradicted);
  }

  /**
   * Mostly contradicted, and still so if any one person is left out: of two who disagree nobody
   * knows who is right, and one must not be able to silence another.
   */
  private boolean isSuspect(String name) {
    if (!tallies.get(name).isMostlyContradicted()) {
      return false;
    }
    Set<String> others = new TreeSet<>();
    texts.get(name).forEach(opinions -> others.addAll(opinions.speakers()));
    others.remove(name);
    return others.stream().allMatch(other -> tally(name, other).isMostlyContradicted());
  }

  Set<String> flagged() {
    return flagged;
  }

  /** Most corrections first. */
  List<Annotator> table(Map<String, Integer> used) {
    return texts.keySet().stream()
        .map(name -> row(name, used.getOrDefault(name, 0)))
        .sorted(
            Comparator.comparingInt(Annotator::corrections)
                .reversed()
                .thenComparing(Annotator::name))
        .toList();
  }

  private Annotator row(String name, int used) {
    Tally tally = tallies.get(name);
    return new Annotator(
        name,
        texts.get(name).size(),
        used,
        tally.compared,
        tally.contradicted,
        flagged.contains(name));
  }
}
