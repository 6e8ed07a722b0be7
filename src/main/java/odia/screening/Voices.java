package odia.screening;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import odia.event.Example;
import odia.event.Example.Opinion;
import odia.model.LabelChanges;

/**
 * Who is heard on which text. Not a blocked annotator, not a label that was removed, and of one
 * annotator no more than the cap in a window, whether their word is the document's latest or stands
 * behind somebody else's: else one person could annul any number of others' corrections.
 */
final class Voices {

  private final ScreeningRules rules;
  private final LabelChanges changes;
  private final Map<String, Opinions> byText = new LinkedHashMap<>();
  private final Map<String, Integer> inWindow = new HashMap<>();

  Voices(ScreeningRules rules, LabelChanges changes) {
    this.rules = rules;
    this.changes = changes;
  }

  /**
   * Examples come in the order in which Kafka had them.
   *
   * @param key of its text
   * @return why the one who corrected last is not heard; null if they are
   */
  String add(Example example, String key) {
    Opinions opinions = byText.computeIfAbsent(key, k -> new Opinions());
    long window = example.receivedAt().toEpochMilli() / rules.window().toMillis();
    String silenced = silenced(example.by(), example.label(), window);
    opinions.spoke(example.by());
    if (silenced == null) {
      opinions.hear(example.by(), changes.nameOf(example.label()));
    }
    Map<String, Opinion> others = new TreeMap<>();
    example.others().forEach(other -> others.put(other.by(), other));
    others.remove(example.by());
    others.values().forEach(other -> addEarlier(other, opinions, window));
    return silenced;
  }

  private void addEarlier(Opinion other, Opinions opinions, long window) {
    opinions.spoke(other.by());
    if (silenced(other.by(), other.label(), window) == null) {
      opinions.hearEarlier(other.by(), changes.nameOf(other.label()));
    }
  }

  private String silenced(String by, String label, long window) {
    Set<String> removed = changes.removed();
    if (removed.contains(label) || removed.contains(changes.nameOf(label))) {
      return Screening.REMOVED;
    }
    if (rules.blocked().contains(by)) {
      return Screening.BLOCKED;
    }
    boolean isBeyondCap = inWindow.merge(by + '\n' + window, 1, Integer::sum) > rules.cap();
    return isBeyondCap ? Screening.CAPPED : null;
  }

  Opinions on(String key) {
    return byText.get(key);
  }

  Collection<Opinions> all() {
    return byText.values();
  }

  /** Tells every text's opinions what is known of it for sure. */
  void trust(TrustedTexts trusted) {
    byText.forEach((key, opinions) -> opinions.trust(trusted.labelOf(key)));
  }
}
