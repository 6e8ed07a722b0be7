package odia.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * One fault under load, and what came of it: a line of target/faults.tsv, which the table of the
 * README is taken from.
 */
final class Trial {

  private static final Path FIGURES = Path.of("target", "faults.tsv");

  private static final String HEAD =
      "fault\tdocuments/s\tdisturbed s\trecovered s later\tin\tlabels\tdead letters\tlost\tdoubled"
          + "\tp99 ms during\tp99 ms after\n";

  private final String fault;
  private final Load load;
  private final int rate;
  private long began;
  private long ended;

  Trial(String fault, Load load, int rate) {
    this.fault = fault;
    this.load = load;
    this.rate = rate;
  }

  /** Right before the fault. */
  void begin() {
    began = System.nanoTime();
    ended = began;
  }

  /** Right after what caused the fault is mended again; not said where nobody mends it. */
  void over() {
    ended = System.nanoTime();
  }

  /**
   * Ends the load and writes the figures down. Every document must have one outcome.
   *
   * @param poison numbers of those that are to be dead letters; all others are to be labelled
   */
  void balance(IntPredicate poison) throws Exception {
    Load.Balance balance = load.end();
    write(balance);
    int deadLetters = (int) IntStream.range(0, balance.in()).filter(poison).count();
    assertThat(balance)
        .as("%s, without an outcome: %s", fault, Arrays.toString(load.missing()))
        .isEqualTo(
            new Load.Balance(balance.in(), balance.in() - deadLetters, deadLetters, 0, 0, 0));
    assertThat(load.misplaced(poison)).as("labelled poison, refused documents").isZero();
  }

  private void write(Load.Balance balance) throws IOException {
    long recovered = Math.max(load.recoveredAt(began), ended);
    String line =
        String.format(
            Locale.ROOT,
            "%s\t%d\t%.1f\t%.1f\t%d\t%d\t%d\t%d\t%d\t%.0f\t%.0f%n",
            fault,
            rate,
            (ended - began) / 1e9,
            (recovered - ended) / 1e9,
            balance.in(),
            balance.labels(),
            balance.deadLetters(),
            balance.lost(),
            balance.doubled(),
            load.p99(began, recovered + 1),
            load.p99(recovered, Long.MAX_VALUE));
    Files.createDirectories(FIGURES.getParent());
    if (!Files.exists(FIGURES)) {
      Files.writeString(FIGURES, HEAD);
    }
    Files.writeString(FIGURES, line, StandardOpenOption.APPEND);
    System.out.print(HEAD + line);
  }
}
