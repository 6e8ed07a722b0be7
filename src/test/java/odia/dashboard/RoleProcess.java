package odia.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
