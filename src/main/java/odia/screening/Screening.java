package odia.screening;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import odia.corpus.LabelledText;
import odia.corpus.Split;
import odia.event.Example;
import odia.event.Promotion.Annotator;
import odia.model.LabelChanges;

/**
 * Decides which corrected documents a challenger may learn from, which are held out to judge it by,
 * and which are set aside, with the reason; pure. Nothing is deleted: under other settings, or when
 * more people have spoken, the same examples are judged anew.
 *
 * <p>In this order: texts of the trusted hold-out; annotators who are blocked, or who mostly
 * contradict others; documents about which people disagree; texts that stand there twice; what one
 * annotator sent beyond the cap of a window; labels with too few examples to learn from.
 */
public final class Screening {

  public static final String IN_HOLD_OUT = "text is in the trusted hold-out";
  public static final String BLOCKED = "annotator is blocked";
  public static final String FLAGGED = "annotator mostly contradicts others";
  public static final String CONFLICT = "people disagree";
  public static final String CAPPED = "beyond the annotator's cap";
  public static final String REMOVED = "label was removed";
  public static final String AGAIN = "text was corrected before";
  public static final String TOO_FEW = "label is new and has too few examples";

  /**
   * @param train to learn from
   * @param heldOut to judge by
   * @param setAside documents left out, by reason
   */
  public record Result(
      List<LabelledText> train,
      List<LabelledText> heldOut,
      Map<String, Integer> setAside,
      List<Annotator> annotators) {

    /** Ids of the documents that are used. */
    public Set<String> used() {
      Set<String> ids = new HashSet<>();
      train.forEach(text -> ids.add(text.id()));
      heldOut.forEach(text -> ids.add(text.id()));
      return ids;
    }
  }

  private final ScreeningRules rules;
  private final LabelChanges changes;
  private final TrustedTexts trusted;

  /**
   * @param trusted texts whose labels are known for sure
   */
  public Screening(ScreeningRules rules, LabelChanges changes, TrustedTexts trusted) {
    this.rules = rules;
    this.changes = changes;
    this.trusted = trusted;
  }

  public Result of(Collection<Example> examples) {
    Map<String, Opinions> byText = new HashMap<>();
    Map<Example, String> keys = new LinkedHashMap<>(); // in the order Kafka had them
    examples.stream()
        .sorted(Comparator.comparing(Example::receivedAt).thenComparing(Example::documentId))
        .forEach(example -> keys.put(example, TextKey.of(example.text())));
    keys.forEach(
        (example, key) -> byText.computeIfAbsent(key, k -> new Opinions()).add(example, changes));
    byText.forEach((key, opinions) -> opinions.trust(trusted.labelOf(key)));
    Annotators annotators = Annotators.of(byText.values());
    Sorting sorting = new Sorting();
    keys.forEach(
        (example, key) ->
            sorting.put(example, key, reason(example, key, byText.get(key), annotators)));
    sorting.dropRareLabels();
    return sorting.result(annotators);
  }

  /** Why it is left out, caps and rare labels apart; null if it is not. */
  private String reason(Example example, String key, Opinions opinions, Annotators annotators) {
    String label = changes.nameOf(example.label());
    if (changes.removed().contains(example.label()) || changes.removed().contains(label)) {
      return REMOVED;
    }
    if (trusted.isHeldOut(key)) {
      return IN_HOLD_OUT;
    }
    if (rules.blocked().contains(example.by())) {
      return BLOCKED;
    }
    if (annotators.isFlagged(example.by())) {
      return FLAGGED;
    }
    return opinions.favours(label) ? null : CONFLICT;
  }

  /** The sorted documents, caps counted as they come. */
  private final class Sorting {
    private final Split split = new Split(rules.heldOut(), "odia-corrections");
    private final List<LabelledText> train = new ArrayList<>();
    private final List<LabelledText> heldOut = new ArrayList<>();
    private final Map<String, Integer> setAside = new TreeMap<>();
    private final Map<String, Integer> inWindow = new HashMap<>();
    private final Map<String, String> annotatorOf = new HashMap<>();
    private final Set<String> seenTexts = new HashSet<>();

    void put(Example example, String key, String reason) {
      String left = reason == null ? reasonInOrder(example, key) : reason;
      if (left != null) {
        setAside.merge(left, 1, Integer::sum);
        return;
      }
      String label = changes.nameOf(example.label());
      LabelledText text = new LabelledText(example.documentId(), label, example.text());
      annotatorOf.put(example.documentId(), example.by());
      (split.isHeldOut(key) ? heldOut : train).add(text);
    }

    /** Why it is left out for what came before it; null if it is not. */
    private String reasonInOrder(Example example, String key) {
      if (!seenTexts.add(key)) {
        return AGAIN; // a second time it teaches nothing, and would weigh double
      }
      return isBeyondCap(example) ? CAPPED : null;
    }

    private boolean isBeyondCap(Example example) {
      long window = example.receivedAt().toEpochMilli() / rules.window().toMillis();
      return inWindow.merge(example.by() + '\n' + window, 1, Integer::sum) > rules.cap();
    }

    void dropRareLabels() {
      Map<String, Integer> counts = new HashMap<>();
      train.forEach(text -> counts.merge(text.label(), 1, Integer::sum));
      List<LabelledText> rare = new ArrayList<>();
      for (List<LabelledText> texts : List.of(train, heldOut)) {
        texts.stream()
            .filter(text -> !trusted.labels().contains(text.label()))
            .filter(text -> counts.getOrDefault(text.label(), 0) < rules.leastOfNewLabel())
            .forEach(rare::add);
        texts.removeAll(rare);
      }
      if (!rare.isEmpty()) {
        setAside.merge(TOO_FEW, rare.size(), Integer::sum);
      }
    }

    Result result(Annotators annotators) {
      Map<String, Integer> used = new HashMap<>();
      for (List<LabelledText> texts : List.of(train, heldOut)) {
        texts.forEach(text -> used.merge(annotatorOf.get(text.id()), 1, Integer::sum));
      }
      return new Result(train, heldOut, setAside, annotators.table(used));
    }
  }
}
