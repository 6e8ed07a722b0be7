package odia.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Whether memory stays as it is: what leaks grows for ever. */
public final class Flat {

  private Flat() {}

  /**
   * @param bytes samples in equal distances; the first third is still filling and not looked at
   * @param most how much larger the last third may be than the one before, 1 for not at all
   */
  public static void assertFlat(List<Long> bytes, double most) {
    int third = bytes.size() / 3;
    double before = mean(bytes.subList(third, 2 * third));
    double last = mean(bytes.subList(2 * third, bytes.size()));
    assertThat(before).as("%s", bytes).isPositive();
    assertThat(last).as("%s", bytes).isLessThan(before * most);
  }

  private static double mean(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).average().orElseThrow();
  }
}
