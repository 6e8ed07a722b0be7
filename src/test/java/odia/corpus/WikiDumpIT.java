package odia.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A dump many times as large as the heap is read to its end. {@code -Ddump.mebibytes=1024} reads 1
 * GB instead, in two minutes.
 */
class WikiDumpIT {

  private static final long MEBIBYTES = Long.getLong("dump.mebibytes", 128);

  private static final Pattern PRINTED =
      Pattern.compile("bytes=(\\d+) paragraphs=(\\d+) numbered=(\\d+) same=(\\d+)");

  @Test
  void everyParagraphOfADumpLargerThanTheHeapComesOutOnce() throws Exception {
    String printed = WikiDumpProcess.run(MEBIBYTES, 20);
    System.out.print(printed);

    assertThat(number(printed, 1)).isGreaterThanOrEqualTo(MEBIBYTES << 20);
    assertThat(number(printed, 3)).isEqualTo(number(printed, 2)).isGreaterThan(MEBIBYTES * 1000);
    assertThat(number(printed, 4)).as("copies of a line").isBetween(1L, 10L);
  }

  @Test
  void aPageLargerThanTheHeapIsReadAsFarAsAPageCanBe() throws Exception {
    String printed = WikiDumpProcess.run(1, 200_000);

    assertThat(number(printed, 1)).isGreaterThan(100L << 20);
    assertThat(number(printed, 3)).isBetween(1000L, number(printed, 2) / 10);
  }

  private static long number(String printed, int group) {
    MatchResult found = PRINTED.matcher(printed).results().findFirst().orElse(null);
    assertThat(found).as("the process ended well: %s", printed).isNotNull();
    return Long.parseLong(found.group(group));
  }
}
