package odia.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import odia.registry.SigningKeys;

/** A classifier in a process of its own, for tests that kill it. */
final class ClassifierProcess {

  private ClassifierProcess() {}

  /** Arguments: bootstrap servers, state directory. Runs until it is stopped. */
  public static void main(String[] args) throws InterruptedException {
    StreamSettings settings =
        new StreamSettings(
            args[0],
            "odia-killed",
            2,
            Duration.ofMillis(100),
            Path.of(args[1]),
            Map.of(),
            SigningKeys.NONE,
            StreamSettings.Corrections.STANDARD);
    ClassifyService service = new ClassifyService(settings, new LiveModel(FakeClassifier::new));
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    service.start();
    Thread.currentThread().join();
  }

  static Process start(String bootstrapServers, Path state) throws java.io.IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            ClassifierProcess.class.getName(),
            bootstrapServers,
            state.toString())
        .redirectErrorStream(true)
        .redirectOutput(state.resolveSibling(state.getFileName() + ".log").toFile())
        .start();
  }
}
