package odia.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/** Commands of the operating system, for faults that only it can cause. */
public final class Shell {

  private Shell() {}

  /**
   * @throws IllegalStateException with what it printed, if it fails
   */
  public static void run(String... command) {
    String printed;
    if ((printed = tryRun(command)) != null) {
      throw new IllegalStateException(String.join(" ", command) + ": " + printed);
    }
  }

  /** Null where it did what it was told, else what it printed. */
  public static String tryRun(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      return process.waitFor() == 0 ? null : printed.strip() + " (" + process.exitValue() + ")";
    } catch (IOException e) {
      return e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
