package odia.screening;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import odia.corpus.LabelledText;
import odia.model.LabelChanges;

/**
 * The texts that no correction may overrule: the original training texts and the hold-out. Answers
 * what is known of a text for sure; immutable.
 */
public final class TrustedTexts {

  /** A shorter run of words may stand in another text by chance. */
  private static final int LEAST_WORDS = 5;

  private final Map<String, String> labelOf = new HashMap<>();
  private final Set<String> heldOut = new HashSet<>();
  private final Set<String> labels = new HashSet<>();
  private final NearTexts near;

  /**
   * @param original texts that every challenger is trained on
   * @param holdOut texts that judge every challenger
   */
  public TrustedTexts(
      List<LabelledText> original, List<LabelledText> holdOut, LabelChanges changes) {
    original.forEach(text -> add(text, changes));
    holdOut.forEach(text -> add(text, changes));
    holdOut.forEach(text -> heldOut.add(TextKey.of(text.text())));
    original.forEach(text -> labels.add(changes.nameOf(text.label())));
    labels.removeAll(changes.removed());
    near = new NearTexts(heldOut);
  }

  /** A label that was removed says nothing of the text any more. */
  private void add(LabelledText text, LabelChanges changes) {
    String label = changes.nameOf(text.label());
    if (!changes.removed().contains(label)) {
      labelOf.put(TextKey.of(text.text()), label);
    }
  }

  /** The right label of a text, by its key; null where it is not known. */
  String labelOf(String key) {
    return labelOf.get(key);
  }

  /** Labels that the original texts teach. */
  Set<String> labels() {
    return labels;
  }

  /**
   * Whether a text is of the hold-out, holds one of its texts, is a piece of one, or is like one.
   */
  boolean isHeldOut(String key) {
    return heldOut.contains(key) || overlaps(key, heldOut) || near.has(key);
  }

  private static boolean overlaps(String key, Collection<String> texts) {
    String padded = ' ' + key + ' ';
    boolean isLong = isLong(key);
    return texts.stream()
        .anyMatch(
            text ->
                (isLong(text) && padded.contains(' ' + text + ' '))
                    || (isLong && (' ' + text + ' ').contains(padded)));
  }

  private static boolean isLong(String key) {
    return key.chars().filter(c -> c == ' ').count() >= LEAST_WORDS - 1;
  }
}
