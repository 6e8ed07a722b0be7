package odia.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import odia.feedback.LearnerProcess;
import odia.registry.SigningKeys;

/** A restore in a process of its own that dies in the midst of it. */
final class ImportProcess {

  private ImportProcess() {}

  /** Arguments: bootstrap servers, the backup, a topic to die in the middle of sending to. */
  public static void main(String[] args) {
    Map<String, Object> client = new HashMap<>();
    client.put("bootstrap.servers", args[0]);
    client.put("interceptor.classes", List.of(LearnerProcess.DeadlyInterceptor.class.getName()));
    client.put(LearnerProcess.DIE_IN, args[2]);
    new Import(client, "odia-learner-it", SigningKeys.NONE).of(Path.of(args[1]), false);
  }

  /** Runs it to its death and gives its exit status. */
  static int run(String servers, Path file, String topic) throws IOException, InterruptedException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            ImportProcess.class.getName(),
            servers,
            file.toString(),
            topic)
        .redirectErrorStream(true)
        .redirectOutput(file.resolveSibling("import.log").toFile())
        .start()
        .waitFor();
  }
}
