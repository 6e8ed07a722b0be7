package odia.monitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import odia.event.Classification;
import odia.event.DeadLetter.Origin;
import odia.monitor.Sighting.Place;

/**
 * The latest labels, so many and no more, in the order they were seen. Readers come with the
 * position they have read up to and wait for more, each at its own pace: a slow one misses some and
 * is told how many, and holds up nobody. Thread-safe.
 */
public final class RecentLabels {

  /**
   * How far somebody has read.
   *
   * @param number of the next sighting in this process
   * @param offsets next offset on odia.labels by partition; holds beyond a restart
   */
  public record Position(String process, long number, Map<Integer, Long> offsets) {

    /** Fits a long. */
    private static final String NUMBER = "\\d{1,18}";

    /** As clients keep it. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(process + "." + number);
      offsets.forEach(
          (partition, next) -> text.append('.').append(partition).append('-').append(next));
      return text.toString();
    }

    /** What {@link #toString} made, or null where it is something else. */
    public static Position of(String text) {
      String[] parts = text == null ? new String[0] : text.split("\\.", -1);
      if (parts.length < 2 || !parts[0].matches("[0-9a-f]{8}") || !parts[1].matches(NUMBER)) {
        return null;
      }
      Map<Integer, Long> offsets = new TreeMap<>();
      for (String part : List.of(parts).subList(2, parts.length)) {
        if (!part.matches("\\d{1,6}-" + NUMBER)) {
          return null;
        }
        String[] pair = part.split("-");
        offsets.put(Integer.parseInt(pair[0]), Long.parseLong(pair[1]));
      }
      return new Position(parts[0], Long.parseLong(parts[1]), offsets);
    }

    /** The same, with every offset moved on to at least that of another. */
    private Position movedOn(Map<Integer, Long> others) {
      Map<Integer, Long> larger = new TreeMap<>(offsets);
      others.forEach((partition, offset) -> larger.merge(partition, offset, Math::max));
      return new Position(process, number, larger);
    }
  }

  /**
   * What came after a position.
   *
   * @param seen oldest first
   * @param missed how many came between and are no longer kept; null where nobody knows
   * @param position after them
   */
  public record Batch(List<Sighting> seen, Long missed, Position position) {}

  private final String process = UUID.randomUUID().toString().substring(0, 8);
  private final Sighting[] ring;
  private final Map<String, Sighting> latest = new HashMap<>();
  private final Map<Integer, Long> offsets = new TreeMap<>();
  private final Map<Integer, Long> forgotten = new TreeMap<>(); // first offset still kept
  private final Map<Integer, Long> ends = new TreeMap<>(); // when a partition began to be read
  private long next;

  /**
   * @param kept how many labels to keep
   */
  public RecentLabels(int kept) {
    ring = new Sighting[kept];
  }

  /**
   * The labels of a partition are going to be added.
   *
   * @param offset of the first
   * @param end offset after those that are there already
   */
  public synchronized void beginsAt(int partition, long offset, long end) {
    offsets.put(partition, offset);
    forgotten.put(partition, offset);
    ends.put(partition, end);
  }

  /** Takes a label that was just seen. */
  public synchronized Sighting add(Classification label, Place place, Origin origin, String text) {
    Sighting seen = Sighting.of(next, label, place, origin, text);
    int slot = (int) (next % ring.length);
    Sighting old = ring[slot];
    if (old != null) {
      forgotten.put(old.place().partition(), old.place().offset() + 1);
      latest.remove(old.label().documentId(), old);
    }
    ring[slot] = seen;
    latest.put(label.documentId(), seen);
    offsets.put(place.partition(), place.offset() + 1);
    next++;
    notifyAll();
    return seen;
  }

  /** The latest label of a document, or null where none is kept. */
  public synchronized Sighting of(String documentId) {
    return latest.get(documentId);
  }

  public synchronized int size() {
    return (int) Math.min(next, ring.length);
  }

  /** After all that was seen. */
  public synchronized Position position() {
    return new Position(process, next, new TreeMap<>(offsets));
  }

  /**
   * The newest labels before a number, newest first.
   *
   * @param before number of a sighting; the newest are taken where it is larger than all
   */
  public synchronized List<Sighting> before(long before, LabelFilter filter, int most) {
    List<Sighting> found = new ArrayList<>();
    long oldest = Math.max(0, next - ring.length);
    for (long n = Math.min(before, next) - 1; n >= oldest && found.size() < most; n--) {
      Sighting seen = ring[(int) (n % ring.length)];
      if (filter.lets(seen)) {
        found.add(seen);
      }
    }
    return found;
  }

  /**
   * What came after a position; waits for something to come, but not longer than that.
   *
   * @param from null for now
   */
  public synchronized Batch after(Position from, long millis) throws InterruptedException {
    if (from == null || from.process.equals(process)) {
      long number = from == null ? next : Math.min(from.number, next);
      awaitMoreThan(number, millis);
      return since(number);
    }
    Batch there = sinceOffsets(from);
    if (there.seen.isEmpty() && there.missed != null) {
      awaitMoreThan(next, millis);
      there = sinceOffsets(from);
    }
    return there;
  }

  private void awaitMoreThan(long number, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = millis; next <= number && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  private Batch since(long number) {
    long oldest = Math.max(0, next - ring.length);
    List<Sighting> seen = new ArrayList<>();
    for (long n = Math.max(number, oldest); n < next; n++) {
      seen.add(ring[(int) (n % ring.length)]);
    }
    return new Batch(seen, Math.max(0, oldest - number), position());
  }

  /** Nobody can have read beyond it; where somebody has, it was another topic of that name. */
  private long mostRead(int partition) {
    long end = ends.getOrDefault(partition, Long.MAX_VALUE); // not known yet
    return Math.max(end, offsets.getOrDefault(partition, 0L));
  }

  /** For one who read from another process, or from this one before it was started again. */
  private Batch sinceOffsets(Position from) {
    Map<Integer, Long> read = new TreeMap<>(from.offsets);
    boolean other = read.entrySet().removeIf(r -> r.getValue() > mostRead(r.getKey()));
    List<Sighting> seen = new ArrayList<>(since(0).seen);
    seen.removeIf(s -> s.place().offset() < read.getOrDefault(s.place().partition(), 0L));
    boolean gap =
        forgotten.entrySet().stream()
            .anyMatch(kept -> read.getOrDefault(kept.getKey(), 0L) < kept.getValue());
    // We may still be reading what they have read: then their place holds, not ours.
    boolean behind =
        read.entrySet().stream().anyMatch(r -> offsets.getOrDefault(r.getKey(), 0L) < r.getValue());
    Position after =
        behind ? new Position(from.process, from.number, read).movedOn(offsets) : position();
    return new Batch(seen, gap || other ? null : 0L, after);
  }
}
