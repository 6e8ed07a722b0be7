package odia.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A classifier in a process of its own, as the launcher starts one, so that its memory is its own:
 * resident memory is what Linux says of it, and the heap what jcmd says after a full collection.
 */
final class ClassifierChild implements AutoCloseable {

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  /** Whatever the collector calls its generations. */
  private static final Pattern USED = Pattern.compile("total\\s+\\d+K, used (\\d+)K");

  private static final Pattern METASPACE = Pattern.compile("(?s)Metaspace.*");

  private final Process process;
  private final Path log;

  /**
   * @param options of its JVM
   */
  ClassifierChild(Bench bench, String options) throws IOException {
    log = bench.folder().resolve("classifier.log");
    List<String> command = new ArrayList<>(List.of(tool("java")));
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "odia.Main"));
    Settings settings = bench.settings();
    command.addAll(List.of("classifier", "--bootstrap", settings.bootstrapServers()));
    command.addAll(List.of("--threads", "" + settings.streamThreads()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("ODIA_STATE_DIR", settings.stateDirectory().toString());
    builder.environment().put("OMP_NUM_THREADS", "1");
    process = builder.redirectOutput(log.toFile()).start();
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /** Fails with what it said last, where it has ended. */
  void checkAlive() throws IOException {
    if (!process.isAlive()) {
      List<String> said = Files.readAllLines(log);
      throw new Failure(
          "The classifier ended: "
              + String.join("\n", said.subList(Math.max(0, said.size() - 20), said.size())));
    }
  }

  /** In MiB. */
  double resident() throws IOException {
    Path status = Path.of("/proc", "" + process.pid(), "status");
    if (!Files.exists(status)) {
      throw new Failure("Resident memory is measured on Linux only: there is no " + status);
    }
    Matcher matcher = RESIDENT.matcher(Files.readString(status));
    return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024.0 : 0;
  }

  /** In MiB, after a full collection, which stops it for a moment. */
  double heap() throws IOException {
    jcmd("GC.run");
    String generations = METASPACE.matcher(jcmd("GC.heap_info")).replaceFirst("");
    return USED.matcher(generations).results().mapToLong(m -> Long.parseLong(m.group(1))).sum()
        / 1024.0;
  }

  private String jcmd(String what) throws IOException {
    Process asked = new ProcessBuilder(tool("jcmd"), "" + process.pid(), what).start();
    return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
