package odia.corpus;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads a synthetic dump in a JVM of its own, with a small heap, and prints what came out. */
final class WikiDumpProcess {

  /** What a reader may use: half of it are the lines seen. */
  private static final String HEAP = "-Xmx64m";

  private WikiDumpProcess() {}

  /** Arguments: MiB of XML, paragraphs per page. */
  public static void main(String[] args) {
    long start = System.nanoTime();
    SyntheticDump dump =
        new SyntheticDump(Long.parseLong(args[0]) << 20, Integer.parseInt(args[1]));
    long[] lines = new long[2];
    WikiDump.read(dump, "synthetic.xml", (line, number) -> lines[isNumbered(line) ? 0 : 1]++);
    System.out.printf(
        "bytes=%d paragraphs=%d numbered=%d same=%d heapMiB=%d seconds=%d%n",
        dump.given(),
        dump.articleParagraphs(),
        lines[0],
        lines[1],
        peakHeapBytes() >> 20,
        (System.nanoTime() - start) / 1_000_000_000);
  }

  private static boolean isNumbered(String line) {
    return line.startsWith("ସଂଖ୍ୟା ");
  }

  private static long peakHeapBytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  /** What the process printed, errors too. */
  static String run(long mebibytes, int paragraphsPerPage)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                WikiDumpProcess.class.getName(),
                Long.toString(mebibytes),
                Integer.toString(paragraphsPerPage))
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return printed;
  }
}
