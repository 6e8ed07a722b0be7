package odia.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Runs what a hostile input is given to, and fails where it allocates more than the input earns.
 */
final class Bounds {

  /** A tree of JSON has a node for two bytes; a character of NFC becomes several. */
  private static final long PER_BYTE = 512;

  /** Buffers and digests. */
  private static final long ANYWAY = 4 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Bounds() {}

  /**
   * @param bytes of the input
   */
  static void within(long bytes, Runnable work) {
    long most = ANYWAY + PER_BYTE * bytes;
    long allocated = allocated(work);
    if (allocated > most) {
      allocated = allocated(work); // the first time loads classes
    }
    check(allocated <= most, "%,d bytes of input made it allocate %,d", bytes, allocated);
  }

  private static long allocated(Runnable work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  static void check(boolean right, String what, Object... values) {
    if (!right) {
      throw new AssertionError(what.formatted(values));
    }
  }
}
