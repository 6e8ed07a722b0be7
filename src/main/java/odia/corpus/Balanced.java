package odia.corpus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

/**
 * Marks that open and close and may stand inside each other, in one pass over the text. Time grows
 * with the length of the text alone, whatever stands in it.
 */
final class Balanced {

  /** Marks that stand deeper go alone: what they hold would be copied once more a level. */
  private static final int DEEPEST = 100;

  private final UnaryOperator<String> by;
  private final StringBuilder out = new StringBuilder();
  private final Deque<Integer> starts = new ArrayDeque<>();
  private int tooDeep;

  private Balanced(UnaryOperator<String> by) {
    this.by = by;
  }

  /** The text without what stands between the marks, and without them. */
  static String without(String text, String open, String close) {
    return replace(text, open, close, inner -> "");
  }

  /**
   * Replaces what stands between the marks, the innermost first. A mark that is never closed goes
   * alone, and so does one that was never opened.
   */
  static String replace(String text, String open, String close, UnaryOperator<String> by) {
    Balanced balanced = new Balanced(by);
    for (int i = 0; i < text.length(); ) {
      if (text.startsWith(open, i)) {
        balanced.open();
        i += open.length();
      } else if (text.startsWith(close, i)) {
        balanced.close();
        i += close.length();
      } else {
        balanced.out.append(text.charAt(i++));
      }
    }
    return balanced.out.toString();
  }

  private void open() {
    if (starts.size() < DEEPEST) {
      starts.push(out.length());
    } else {
      tooDeep++;
    }
  }

  private void close() {
    if (tooDeep > 0) {
      tooDeep--;
    } else if (!starts.isEmpty()) {
      int start = starts.pop();
      String inner = out.substring(start);
      out.setLength(start);
      out.append(by.apply(inner));
    }
  }
}
