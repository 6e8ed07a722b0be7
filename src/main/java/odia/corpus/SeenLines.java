package odia.corpus;

/**
 * Remembers lines by a 64-bit hash, in 32 MB however many there are: a newer line may push an older
 * one out, which lets a duplicate through now and then but never loses a line.
 */
final class SeenLines {

  private static final int PLACES = 1 << 22;

  private final long[] hashes = new long[PLACES];

  /** Whether the line is not known to have been asked for before. */
  boolean isNew(String line) {
    long hash = hash(line);
    int place = (int) (hash >>> 42);
    boolean isNew = hashes[place] != hash;
    hashes[place] = hash;
    return isNew;
  }

  /** FNV-1a over UTF-16, mixed so that the upper bits are as good as the lower ones. */
  private static long hash(String line) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < line.length(); i++) {
      hash = (hash ^ line.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
    return hash == 0 ? 1 : hash;
  }
}
