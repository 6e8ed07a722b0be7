package odia.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an operator wants of the label set from the next challenger on; the champion keeps its own
 * until then.
 *
 * @param added labels that corrections may use although no model knows them yet
 * @param removed labels that are no longer taken, nor trained on
 * @param renamed new name by old one; a correction may use either
 */
public record LabelChanges(Set<String> added, Set<String> removed, Map<String, String> renamed) {

  public static final LabelChanges NONE = new LabelChanges(Set.of(), Set.of(), Map.of());

  public LabelChanges {
    added = Set.copyOf(added);
    removed = Set.copyOf(removed);
    renamed = Map.copyOf(renamed);
    if (renamed.values().stream().anyMatch(renamed::containsKey)) {
      throw new IllegalArgumentException("a new name is itself renamed: " + renamed);
    }
    if (renamed.keySet().stream().anyMatch(removed::contains)) {
      throw new IllegalArgumentException("a label is both renamed and removed: " + removed);
    }
    if (added.stream().anyMatch(removed::contains)) {
      throw new IllegalArgumentException("a label is both added and removed: " + added);
    }
  }

  /** The name a label has from now on. */
  public String nameOf(String label) {
    return renamed.getOrDefault(label, label);
  }

  /**
   * Whether a correction may give this label.
   *
   * @param champion labels of the model in service
   */
  public boolean allows(String label, List<String> champion) {
    String now = nameOf(label);
    boolean known =
        champion.contains(label)
            || champion.stream().map(this::nameOf).anyMatch(now::equals)
            || added.contains(now);
    return known && !removed.contains(label) && !removed.contains(now);
  }

  /** Every label a correction may give, in the names of now. */
  public List<String> allowed(List<String> champion) {
    List<String> all = new ArrayList<>(champion.stream().map(this::nameOf).distinct().toList());
    added.stream().sorted().filter(label -> !all.contains(label)).forEach(all::add);
    all.removeIf(label -> !allows(label, champion));
    return all;
  }
}
