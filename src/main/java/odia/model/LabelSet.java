package odia.model;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The ordered labels of a classifier; a label's place is its output index.
 *
 * @param names distinct label names, none blank
 */
public record LabelSet(List<String> names) {

  public LabelSet {
    if (names.isEmpty() || names.stream().anyMatch(name -> name == null || name.isBlank())) {
      throw new IllegalArgumentException("A label set needs labels, none of them blank: " + names);
    }
    names = List.copyOf(names);
    if (names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException("A label stands twice in " + names);
    }
  }

  /** The distinct labels among these, in alphabetical order. */
  public static LabelSet of(Collection<String> labels) {
    return new LabelSet(List.copyOf(new TreeSet<>(labels)));
  }

  /** The output index of a label, or -1 for one that is not in the set. */
  public int indexOf(String label) {
    return names.indexOf(label);
  }

  public int size() {
    return names.size();
  }
}
