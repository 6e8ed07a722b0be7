package odia.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import odia.text.OdiaNormalizer;
import odia.text.Words;

/** Any text, lone surrogates among it: normalising it twice is normalising it once. */
public final class NormalizerFuzz {

  private NormalizerFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    Bounds.within(data.length, () -> normalize(text(data)));
  }

  /** As UTF-8, or as it stands two bytes a character; by the first byte. */
  static String text(byte[] data) {
    Pieces pieces = new Pieces(data);
    boolean utf8 = pieces.number() % 2 == 0;
    byte[] rest = pieces.rest();
    return utf8 ? new String(rest, UTF_8) : ByteBuffer.wrap(rest).asCharBuffer().toString();
  }

  private static void normalize(String text) {
    String once = OdiaNormalizer.normalize(text);
    Bounds.check(once.equals(OdiaNormalizer.normalize(once)), "not idempotent: %s", once);
    Bounds.check(once.equals(once.strip()) || once.isEmpty(), "blanks at an end: '%s'", once);
    Words.of(text).forEach(word -> Bounds.check(!word.isEmpty(), "an empty word"));
  }
}
