package odia.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command of ours in a process of its own, as users run it. */
public final class RoleProcess implements AutoCloseable {

  /**
   * What it runs on.
   *
   * @param classPath of this program or of another version of it
   * @param options of the JVM, beside the usual ones
   */
  public record Jvm(String classPath, List<String> options) {

    /** This program. */
    public static Jvm ours(String... options) {
      return new Jvm(System.getProperty("java.class.path"), List.of(options));
    }
  }

  private final Path log;
  private final Process process;

  /**
   * @param log gets what it says
   * @param environment its settings
   */
  public RoleProcess(Path log, Map<String, String> environment, String... arguments)
      throws IOException {
    this(Jvm.ours(), log, environment, arguments);
  }

  public RoleProcess(Jvm jvm, Path log, Map<String, String> environment, String... arguments)
      throws IOException {
    this.log = log;
    List<String> command = new ArrayList<>(List.of(tool("java"), "-Xmx512m", "-XX:+UseSerialGC"));
    command.addAll(jvm.options);
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-cp", jvm.classPath, "odia.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("OMP_NUM_THREADS", "1");
    process = builder.start();
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /** What it has said so far. */
  public String said() throws IOException {
    return Files.readString(log);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Bytes in its heap that are not garbage: a full collection leaves them in the old generation,
   * while garbage goes on to come into the young one.
   */
  public long heapInUse() {
    jcmd("GC.run");
    Matcher used =
        Pattern.compile("tenured generation\\s+total \\d+K, used (\\d+)K")
            .matcher(jcmd("GC.heap_info"));
    if (!used.find()) {
      throw new IllegalStateException("It says nothing of its heap; has it ended?");
    }
    return Long.parseLong(used.group(1)) << 10;
  }

  /** Bytes of memory that are its own, as Linux says. */
  public long resident() throws IOException {
    String status = Files.readString(Path.of("/proc", "" + process.pid(), "status"));
    Matcher found = Pattern.compile("VmRSS:\\s+(\\d+) kB").matcher(status);
    if (!found.find()) {
      throw new IllegalStateException("Linux says nothing of its memory; has it ended?");
    }
    return Long.parseLong(found.group(1)) << 10;
  }

  private String jcmd(String command) {
    try {
      Process asked =
          new ProcessBuilder(tool("jcmd"), Long.toString(process.pid()), command).start();
      return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to end, as operators do, and waits until it has. */
  public int end() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  /** Waits until it has ended by itself; its status. */
  public int await() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
