package odia.screening;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import odia.event.Example;
import odia.model.LabelChanges;

/** What people, and the trusted texts, say of one text. */
final class Opinions {

  /** Stands among annotators for the trusted texts; no annotator can have this name. */
  static final String TRUSTED = "";

  private final Map<String, String> labelBy = new HashMap<>();
  private String trusted; // null where nothing is known for sure

  void add(Example example, LabelChanges changes) {
    example.others().forEach(o -> labelBy.putIfAbsent(o.by(), changes.nameOf(o.label())));
    labelBy.put(example.by(), changes.nameOf(example.label()));
  }

  void trust(String label) {
    trusted = label;
  }

  /**
   * Whether the label may be learned: it is the trusted one or, where none is, it has more voices
   * than all others together.
   */
  boolean favours(String label) {
    if (trusted != null) {
      return label.equals(trusted);
    }
    long voices = labelBy.values().stream().filter(label::equals).count();
    return 2 * voices > labelBy.size();
  }

  Map<String, String> byAnnotator() {
    return labelBy;
  }

  /**
   * Whether anybody else, or the trusted text, says anything that this one can be compared with.
   */
  boolean canBeCompared() {
    return trusted != null || labelBy.size() > 1;
  }

  /**
   * Who says something else than this annotator; nobody where most of the others agree with them.
   */
  Set<String> against(String annotator) {
    String label = labelBy.get(annotator);
    if (trusted != null) {
      return label.equals(trusted) ? Set.of() : Set.of(TRUSTED);
    }
    Set<String> others = new HashSet<>();
    labelBy.forEach((name, other) -> addIf(!other.equals(label), others, name));
    return 2 * others.size() > labelBy.size() - 1 ? others : Set.of();
  }

  private static void addIf(boolean wanted, Set<String> names, String name) {
    if (wanted) {
      names.add(name);
    }
  }
}
