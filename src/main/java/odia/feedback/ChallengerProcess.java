package odia.feedback;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import odia.event.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One training in a process of its own: at the lowest priority, with memory of its own, and ended
 * with this one, whose death it notices by the end of its standard input.
 */
final class ChallengerProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChallengerProcess.class);

  /** Runs a command when nothing else wants the processor, where the machine has either. */
  private static final List<List<String>> LOW_PRIORITY =
      List.of(List.of("/usr/bin/chrt", "--idle", "0"), List.of("/usr/bin/nice", "-n", "19"));

  /** Before so much is done, the time it took says little of the rest. */
  private static final double LEAST_TO_TELL = 0.02;

  private static final Duration SAY_EVERY = Duration.ofSeconds(10);

  private final Path folder;
  private final Process process;
  private final Thread listener = new Thread(this::listen, "challenger-output");
  private final long start = System.nanoTime();
  private long said = start;
  private volatile double progress;
  private volatile String lastLine = "";

  /**
   * Writes the job and starts.
   *
   * @param folder for the job, emptied before
   * @param files checkpoints of the job: base and champion
   * @param command that runs {@link Challenger} on the folder named as its last argument
   */
  ChallengerProcess(Path folder, ChallengerJob job, Checkpoints files, List<String> command) {
    this.folder = folder;
    try {
      empty(folder);
      Files.write(folder.resolve(ChallengerJob.BASE), files.base);
      Files.write(folder.resolve(ChallengerJob.CHAMPION), files.champion);
      Files.write(folder.resolve(ChallengerJob.JOB), Json.bytes(job));
      process = new ProcessBuilder(atLowPriority(command)).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException("No training can be started in " + folder, e);
    }
    listener.setDaemon(true);
    listener.start();
  }

  /** The bytes of both checkpoints. */
  record Checkpoints(byte[] base, byte[] champion) {}

  private List<String> atLowPriority(List<String> command) {
    List<String> whole = new ArrayList<>();
    LOW_PRIORITY.stream()
        .filter(lower -> Files.isExecutable(Path.of(lower.get(0))))
        .findFirst()
        .ifPresent(whole::addAll);
    whole.addAll(command);
    whole.add(folder.toString());
    return whole;
  }

  private static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
    Files.createDirectories(folder);
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard(line);
      }
    } catch (IOException e) {
      LOG.debug("The training's output ended: {}", e.toString());
    }
  }

  private void heard(String line) {
    if (!line.startsWith(ChallengerJob.PROGRESS)) {
      lastLine = line;
      LOG.debug("training: {}", line);
      return;
    }
    progress = Double.parseDouble(line.substring(ChallengerJob.PROGRESS.length()));
    long now = System.nanoTime();
    if (now - said >= SAY_EVERY.toNanos()) {
      said = now;
      LOG.info("Training a challenger: {}", this);
    }
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Share of the training steps that are done, in [0, 1]. */
  double progress() {
    return progress;
  }

  /** How long it will still take, by how long it took so far; negative while nobody can say. */
  Duration toGo() {
    double done = progress;
    double passed = System.nanoTime() - start;
    return done > LEAST_TO_TELL
        ? Duration.ofNanos((long) (passed * (1 - done) / done))
        : Duration.ofNanos(-1);
  }

  /**
   * What came out, of a process that has ended.
   *
   * @throws IllegalStateException if it failed, with what it said last
   */
  ChallengerJob.Result result() {
    try {
      listener.join(Duration.ofSeconds(5).toMillis());
      Path file = folder.resolve(ChallengerJob.RESULT);
      ChallengerJob.Result result =
          Files.exists(file)
              ? Json.read(Files.readAllBytes(file), ChallengerJob.Result.class)
              : null;
      if (process.exitValue() != 0 || result == null) {
        throw new IllegalStateException(
            "the training ended with status %d: %s".formatted(process.exitValue(), lastLine));
      }
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException("The training's result cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  byte[] checkpoint() {
    try {
      return Files.readAllBytes(folder.resolve(ChallengerJob.CHALLENGER));
    } catch (IOException e) {
      throw new UncheckedIOException("The challenger cannot be read", e);
    }
  }

  @Override
  public String toString() {
    long seconds = toGo().toSeconds();
    return toGo().isNegative()
        ? "just begun"
        : "%.0f %%, %d:%02d to go".formatted(100 * progress, seconds / 60, seconds % 60);
  }

  /** Ends the training if it still runs. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
