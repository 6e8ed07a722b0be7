package odia.fuzz;

import java.util.Arrays;

/** Takes a fuzzer's bytes apart: a length of two bytes and so many bytes, again and again. */
final class Pieces {

  private final byte[] data;
  private int at;

  Pieces(byte[] data) {
    this.data = data;
  }

  boolean hasNext() {
    return at < data.length;
  }

  /** The next byte, 0 to 255; 0 at the end. */
  int number() {
    return hasNext() ? data[at++] & 0xFF : 0;
  }

  /** The next piece; null, as a key or value can be, where its length says so. */
  byte[] next() {
    int length = number() << 8 | number();
    if (length == 0xFFFF) {
      return null;
    }
    int from = at;
    at = Math.min(data.length, at + length);
    return Arrays.copyOfRange(data, from, at);
  }

  byte[] rest() {
    int from = at;
    at = data.length;
    return Arrays.copyOfRange(data, from, at);
  }
}
