package odia.corpus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

/** Marks that open and close and may stand inside each other, in one pass over the text. */
final class Balanced {

  private Balanced() {}

  /** The text without what stands between the marks, and without them. */
  static String without(String text, String open, String close) {
    return replace(text, open, close, inner -> "");
  }

  /**
   * Replaces what stands between the marks, the innermost first. A mark that is never closed goes
   * alone, and so does one that was never opened.
   */
  static String replace(String text, String open, String close, UnaryOperator<String> by) {
    StringBuilder out = new StringBuilder(text.length());
    Deque<Integer> starts = new ArrayDeque<>();
    for (int i = 0; i < text.length(); ) {
      if (text.startsWith(open, i)) {
        starts.push(out.length());
        i += open.length();
      } else if (text.startsWith(close, i)) {
        i += close.length();
        if (!starts.isEmpty()) {
          int start = starts.pop();
          String inner = out.substring(start);
          out.setLength(start);
          out.append(by.apply(inner));
        }
      } else {
        out.append(text.charAt(i++));
      }
    }
    return out.toString();
  }
}
