package odia.corpus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;

/**
 * Holds out a share of the texts by their content, so that copies of a text are always on the same
 * side, in whatever order and file they come. Thread-safe.
 *
 * @param share share held out, in [0, 1]
 * @param salt makes splits for different purposes independent of each other
 */
public record Split(double share, String salt) {

  public Split {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("The share held out must be in 0..1: " + share);
    }
  }

  /** Whether a text is held out; runs of blanks and Unicode spelling do not matter. */
  public boolean isHeldOut(String text) {
    String same = Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("\\s+", " ").strip();
    byte[] digest = sha256().digest((salt + '\n' + same).getBytes(StandardCharsets.UTF_8));
    return (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1p-53 < share;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
