package odia.text;

import java.util.Arrays;

/** 64-bit hash to int, open addressing, filled once: the n-gram lookup without boxing. */
final class LongIntMap {

  static final int ABSENT = -1;

  private final long[] keys;
  private final int[] values;
  private final int mask;

  LongIntMap(int entries) {
    int capacity = Integer.highestOneBit(Math.max(8, entries) * 2 - 1) * 2;
    keys = new long[capacity];
    values = new int[capacity];
    Arrays.fill(values, ABSENT);
    mask = capacity - 1;
  }

  /** Keeps the first value of a key. Returns whether the key was new. */
  boolean putIfAbsent(long key, int value) {
    int slot = slotOf(key);
    if (values[slot] != ABSENT) {
      return false;
    }
    keys[slot] = key;
    values[slot] = value;
    return true;
  }

  int get(long key) {
    return values[slotOf(key)];
  }

  private int slotOf(long key) {
    int slot = (int) key & mask;
    while (values[slot] != ABSENT && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
