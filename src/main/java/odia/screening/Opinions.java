package odia.screening;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What people, and the trusted texts, say of one text. */
final class Opinions {

  /** How what one person says of the text compares with what the others say. */
  enum Comparison {
    NOBODY_ELSE,
    AGREES,
    /** Most of the others, or the trusted text, say something else. */
    CONTRADICTS
  }

  private final Set<String> speakers = new TreeSet<>();
  private final Map<String, String> labelBy = new TreeMap<>();
  private String trusted; // null where nothing is known for sure

  /** Somebody speaks of the text, heard or not. */
  void spoke(String annotator) {
    speakers.add(annotator);
  }

  /** What counts, in the order in which it came: a person's last word stands. */
  void hear(String annotator, String label) {
    labelBy.put(annotator, label);
  }

  /** What was said before by the same person, if anything, stands. */
  void hearEarlier(String annotator, String label) {
    labelBy.putIfAbsent(annotator, label);
  }

  void ignore(Collection<String> annotators) {
    labelBy.keySet().removeAll(annotators);
  }

  void trust(String label) {
    trusted = label;
  }

  Set<String> speakers() {
    return speakers;
  }

  /** The label that has more voices than all others together; null where none has. */
  String label() {
    Map<String, Integer> voices = new HashMap<>();
    labelBy.values().forEach(label -> voices.merge(label, 1, Integer::sum));
    return voices.entrySet().stream()
        .filter(e -> 2 * e.getValue() > labelBy.size())
        .map(Map.Entry::getKey)
        .findAny()
        .orElse(null);
  }

  /** Who says that label: this person, or else the first by name; the label has one. */
  String supporter(String label, String preferred) {
    if (label.equals(labelBy.get(preferred))) {
      return preferred;
    }
    return labelBy.entrySet().stream()
        .filter(e -> e.getValue().equals(label))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /**
   * @param without somebody whose word shall not count, or null
   */
  Comparison compare(String annotator, String without) {
    String label = labelBy.get(annotator);
    if (label == null) {
      return Comparison.NOBODY_ELSE;
    }
    if (trusted != null) {
      return label.equals(trusted) ? Comparison.AGREES : Comparison.CONTRADICTS;
    }
    int others = 0;
    int against = 0;
    for (Map.Entry<String, String> other : labelBy.entrySet()) {
      if (!other.getKey().equals(annotator) && !other.getKey().equals(without)) {
        others++;
        against += other.getValue().equals(label) ? 0 : 1;
      }
    }
    if (others == 0) {
      return Comparison.NOBODY_ELSE;
    }
    return 2 * against > others ? Comparison.CONTRADICTS : Comparison.AGREES;
  }
}
