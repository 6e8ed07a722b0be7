package odia.corpus;

/**
 * Remembers lines by a 64-bit hash, in 32 MB however many there are: of the lines that fall into
 * one of half a million groups the newest eight are known, four million in all. A newer line may so
 * push an older one out, which lets a duplicate through now and then but never loses a line (a
 * Bloom filter, as small, would lose some).
 */
final class SeenLines {

  private static final int GROUP_BITS = 19;
  private static final int GROUP = 8;

  private final long[] hashes = new long[GROUP << GROUP_BITS]; // newest of a group first

  /** Whether the line is not known to have been asked for before. */
  boolean isNew(String line) {
    long hash = hash(line);
    int first = (int) (hash >>> (Long.SIZE - GROUP_BITS)) * GROUP;
    for (int i = first; i < first + GROUP; i++) {
      if (hashes[i] == hash) {
        return false;
      }
    }
    System.arraycopy(hashes, first, hashes, first + 1, GROUP - 1);
    hashes[first] = hash;
    return true;
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
