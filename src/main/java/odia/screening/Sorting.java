package odia.screening;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import odia.corpus.LabelledText;
import odia.corpus.Split;
import odia.event.Example;

/** Corrected documents on their way to the sides where they belong. */
final class Sorting {

  private final ScreeningRules rules;
  private final Split split;
  private final List<LabelledText> train = new ArrayList<>();
  private final List<LabelledText> heldOut = new ArrayList<>();
  private final Map<String, Integer> setAside = new TreeMap<>();
  private final Map<String, String> annotatorOf = new HashMap<>();
  private final Set<String> seen = new HashSet<>();

  Sorting(ScreeningRules rules) {
    this.rules = rules;
    this.split = new Split(rules.heldOut(), "odia-corrections");
  }

  void setAside(String reason) {
    setAside.merge(reason, 1, Integer::sum);
  }

  /** The first document of a text is used; a second teaches nothing, and would weigh double. */
  void use(Example example, String key, String label, String annotator) {
    if (!seen.add(key)) {
      setAside(Screening.AGAIN);
      return;
    }
    annotatorOf.put(example.documentId(), annotator);
    (split.isHeldOut(key) ? heldOut : train)
        .add(new LabelledText(example.documentId(), label, example.text()));
  }

  /**
   * Sets labels aside that have too few documents, or fewer than half of what is enough to learn
   * from.
   *
   * @param known labels that the original texts teach
   */
  void dropRareLabels(Set<String> known) {
    Map<String, Integer> all = new HashMap<>();
    Map<String, Integer> learned = new HashMap<>();
    train.forEach(text -> learned.merge(text.label(), 1, Integer::sum));
    train.forEach(text -> all.merge(text.label(), 1, Integer::sum));
    heldOut.forEach(text -> all.merge(text.label(), 1, Integer::sum));
    Set<String> rare = new HashSet<>(all.keySet());
    rare.removeAll(known);
    rare.removeIf(
        label ->
            all.get(label) >= rules.leastOfNewLabel()
                && 2 * learned.getOrDefault(label, 0) >= rules.leastOfNewLabel());
    drop(train, rare);
    drop(heldOut, rare);
  }

  private void drop(List<LabelledText> texts, Set<String> labels) {
    texts.stream()
        .filter(t -> labels.contains(t.label()))
        .forEach(t -> setAside(Screening.TOO_FEW));
    texts.removeIf(text -> labels.contains(text.label()));
  }

  Screening.Result result(Annotators annotators) {
    Map<String, Integer> used = new HashMap<>();
    for (List<LabelledText> texts : List.of(train, heldOut)) {
      texts.forEach(text -> used.merge(annotatorOf.get(text.id()), 1, Integer::sum));
    }
    return new Screening.Result(train, heldOut, setAside, annotators.table(used));
  }
}
