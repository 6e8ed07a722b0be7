package odia.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A command of ours in a process of its own, as users run it. */
final class RoleProcess implements AutoCloseable {

  private final Path log;
  private final Process process;

  /**
   * @param log gets what it says
   * @param environment its settings
   */
  RoleProcess(Path log, Map<String, String> environment, String... arguments) throws IOException {
    this.log = log;
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "odia.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("OMP_NUM_THREADS", "1");
    process = builder.start();
  }

  /** What it has said so far. */
  String said() throws IOException {
    return Files.readString(log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Bytes in its heap that are not garbage: it is made to collect first. */
  long heapInUse() {
    jcmd("GC.run");
    String heap = jcmd("GC.heap_info");
    return Pattern.compile("used (\\d+)K")
        .matcher(
            heap.lines()
                .filter(l -> !l.contains("Metaspace") && !l.contains("class space"))
                .reduce("", (a, b) -> a + b + "\n"))
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)) << 10)
        .sum();
  }

  private String jcmd(String command) {
    try {
      Process asked =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(process.pid()),
                  command)
              .start();
      return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
