package odia.screening;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import odia.corpus.LabelledText;
import odia.event.Example;
import odia.event.Promotion.Annotator;
import odia.model.LabelChanges;

/**
 * Decides which corrected documents a challenger may learn from, which are held out to judge it by,
 * and which are set aside, with the reason. Nothing is deleted: under other settings, or when more
 * people have spoken, the same examples are judged anew. The same examples always have the same
 * answer, in whatever order they are given; what was found out about a text is kept until the next
 * call, so that a call costs little where little is new. For one thread.
 *
 * <p>A text has the label that most of the people say who are heard on it, whoever of them spoke
 * last: somebody hostile who corrects what others have corrected does not take their word away. Not
 * heard are annotators who are blocked, who are beyond their cap, or who mostly contradict others,
 * and labels that were removed. Set aside are also texts of the trusted hold-out and the original
 * texts, texts that stand there twice, and labels with too few examples to learn from.
 */
public final class Screening {

  public static final String IN_HOLD_OUT = "text is in the trusted hold-out";
  public static final String KNOWN = "text is in the original data";
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

  /** What a text is, whatever people say of it. */
  private record Known(String key, boolean isHeldOut) {}

  private final ScreeningRules rules;
  private final LabelChanges changes;
  private final TrustedTexts trusted;
  private Map<String, Known> known = Map.of(); // by the text itself

  /**
   * @param trusted texts whose labels are known for sure
   */
  public Screening(ScreeningRules rules, LabelChanges changes, TrustedTexts trusted) {
    this.rules = rules;
    this.changes = changes;
    this.trusted = trusted;
  }

  public Result of(Collection<Example> examples) {
    List<Example> ordered =
        examples.stream()
            .sorted(Comparator.comparing(Example::receivedAt).thenComparing(Example::documentId))
            .toList(); // as Kafka had them
    recognise(ordered);
    Voices voices = new Voices(rules, changes);
    List<String> silenced = new ArrayList<>();
    ordered.forEach(e -> silenced.add(voices.add(e, known.get(e.text()).key)));
    voices.trust(trusted);
    Annotators annotators = Annotators.of(voices.all());
    voices.all().forEach(opinions -> opinions.ignore(annotators.flagged()));
    Sorting sorting = new Sorting(rules);
    for (int i = 0; i < ordered.size(); i++) {
      String by = ordered.get(i).by();
      String why = annotators.flagged().contains(by) ? FLAGGED : silenced.get(i);
      sort(ordered.get(i), why == null ? CONFLICT : why, voices, sorting);
    }
    sorting.dropRareLabels(trusted.labels());
    return sorting.result(annotators);
  }

  /**
   * @param otherwise why it is set aside where people do not say what its label is
   */
  private void sort(Example example, String otherwise, Voices voices, Sorting sorting) {
    Known text = known.get(example.text());
    Opinions opinions = voices.on(text.key);
    String label = opinions.label();
    if (text.isHeldOut) {
      sorting.setAside(IN_HOLD_OUT);
    } else if (trusted.labelOf(text.key) != null) {
      sorting.setAside(KNOWN);
    } else if (label == null) {
      sorting.setAside(otherwise);
    } else {
      sorting.use(example, text.key, label, opinions.supporter(label, example.by()));
    }
  }

  private void recognise(List<Example> examples) {
    Map<String, Known> before = known;
    Map<String, Known> now = new HashMap<>();
    for (Example example : examples) {
      Known same = before.get(example.text());
      now.computeIfAbsent(example.text(), text -> same == null ? recognise(text) : same);
    }
    known = now;
  }

  private Known recognise(String text) {
    String key = TextKey.of(text);
    return new Known(key, trusted.isHeldOut(key));
  }
}
