package odia.monitor;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import odia.event.DeadLetter.Origin;

/**
 * Whether every record of a topic has had its one outcome. Knows records by their place, from where
 * it began to look; keeps two bits for each record between the first without an outcome and the
 * last one seen. For one thread at a time.
 */
public final class Ledger {

  /** Enough for a backlog of 16 million records a partition; beyond it nothing is said. */
  private static final int MOST = 1 << 24;

  private static final class Partition {
    private final long begin;
    private long base; // everything from the beginning to here is settled
    private final BitSet records = new BitSet();
    private final BitSet outcomes = new BitSet();
    private boolean overflowed;

    Partition(long begin) {
      this.begin = begin;
      this.base = begin;
    }

    /** The bit of an offset, or -1 where it is not looked at. */
    int bit(long offset) {
      long bit = offset - base;
      overflowed |= bit >= MOST;
      return bit < 0 || bit >= MOST ? -1 : (int) bit;
    }

    /** Records without an outcome. */
    BitSet open() {
      BitSet open = (BitSet) records.clone();
      open.andNot(outcomes);
      return open;
    }

    /** Drops what has its outcome, up to the last record: what comes after was not read yet. */
    void trim() {
      BitSet open = open();
      int settled = open.isEmpty() ? records.length() : open.nextSetBit(0);
      if (settled >= 1 << 16) {
        shift(records, settled);
        shift(outcomes, settled);
        base += settled;
      }
    }

    private static void shift(BitSet bits, int by) {
      BitSet rest = bits.get(by, Math.max(by, bits.length()));
      bits.clear();
      bits.or(rest);
    }
  }

  private final Map<Integer, Partition> partitions = new TreeMap<>();
  private final Map<String, Long> outcomes = new LinkedHashMap<>();
  private long records;
  private long doubled;
  private long lastTrim;

  /** Looks at the records of a partition from this offset on. */
  public void beginsAt(int partition, long offset) {
    partitions.put(partition, new Partition(offset));
  }

  /** Whether the record is one that is looked at. */
  public boolean covers(int partition, long offset) {
    Partition known = partitions.get(partition);
    return known != null && offset >= known.begin;
  }

  /** A record was seen. */
  public void record(int partition, long offset) {
    Partition known = partitions.get(partition);
    int bit = known == null ? -1 : known.bit(offset);
    if (bit >= 0 && !known.records.get(bit)) {
      known.records.set(bit);
      records++;
      trimNowAndThen();
    }
  }

  /** An outcome of a record was seen, perhaps before the record. */
  public void outcome(Origin of, String kind) {
    if (!covers(of.partition(), of.offset())) {
      return;
    }
    Partition known = partitions.get(of.partition());
    int bit = known.bit(of.offset());
    if (of.offset() < known.base || bit >= 0 && known.outcomes.get(bit)) {
      doubled++;
    } else if (bit >= 0) {
      known.outcomes.set(bit);
      outcomes.merge(kind, 1L, Long::sum);
    }
  }

  /**
   * A record has not had this outcome after all.
   *
   * @param kind the one that was seen of it
   */
  public void takeBack(Origin of, String kind) {
    Partition known = partitions.get(of.partition());
    int bit = known == null ? -1 : known.bit(of.offset());
    if (bit >= 0 && known.outcomes.get(bit)) {
      known.outcomes.clear(bit);
      outcomes.merge(kind, -1L, Long::sum);
      outcomes.remove(kind, 0L);
    }
  }

  private void trimNowAndThen() {
    if (records - lastTrim >= 10_000) {
      lastTrim = records;
      partitions.values().forEach(Partition::trim);
    }
  }

  public long records() {
    return records;
  }

  /** How many outcomes of each kind. */
  public Map<String, Long> outcomes() {
    return new LinkedHashMap<>(outcomes);
  }

  /** Records with more than one outcome. */
  public long doubled() {
    return doubled;
  }

  /** Whether the backlog grew beyond what can be looked at. */
  public boolean overflowed() {
    return partitions.values().stream().anyMatch(p -> p.overflowed);
  }

  /** Records without an outcome yet. */
  public long open() {
    return partitions.values().stream().mapToLong(p -> open(p, Long.MAX_VALUE)).sum();
  }

  /**
   * Records without an outcome that should have one.
   *
   * @param settled by partition, the offset below which every outcome was written some time ago
   */
  public long lost(Map<Integer, Long> settled) {
    return partitions.entrySet().stream()
        .mapToLong(p -> open(p.getValue(), settled.getOrDefault(p.getKey(), 0L)))
        .sum();
  }

  /** Bits that are kept for all records together. */
  long bits() {
    return partitions.values().stream().mapToLong(p -> p.records.size() + p.outcomes.size()).sum();
  }

  private static long open(Partition partition, long below) {
    BitSet open = partition.open();
    long end = Math.max(0, Math.min(below - partition.base, open.length()));
    return open.get(0, (int) end).cardinality();
  }
}
