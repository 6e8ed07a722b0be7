package odia.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import odia.model.Classifier;
import odia.model.ToyModels;
import odia.registry.SigningKeys;

/** A classifier in a process of its own, for tests that kill it. */
public final class ClassifierProcess {

  private ClassifierProcess() {}

  /**
   * Arguments: bootstrap servers, state directory, "toy" or "fake" for what it comes with, settings
   * for Kafka's clients (name=value). Runs until it is stopped or has given up.
   */
  public static void main(String[] args) throws InterruptedException {
    StreamSettings settings =
        new StreamSettings(
            args[0],
            "odia-killed",
            2,
            Duration.ofMillis(100),
            Path.of(args[1]),
            clientSettings(args),
            SigningKeys.NONE,
            StreamSettings.Corrections.STANDARD);
    ClassifyService service = new ClassifyService(settings, new LiveModel(initial(args[2])));
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    service.start();
    while (!service.hasFailed()) {
      Thread.sleep(500); // as the classifier's command does
    }
    System.exit(1);
  }

  private static Map<String, Object> clientSettings(String[] args) {
    return Stream.of(args)
        .skip(3)
        .map(setting -> setting.split("=", 2))
        .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
  }

  private static Supplier<Classifier> initial(String kind) {
    return kind.equals("toy") ? ToyModels.checkpoint(1)::classifier : FakeClassifier::new;
  }

  /** One that labels with next to no work. */
  static Process start(String bootstrapServers, Path state) throws IOException {
    return start(bootstrapServers, state, "fake");
  }

  /** One with a small real checkpoint, ToyModels' first. */
  public static Process startToy(String bootstrapServers, Path state) throws IOException {
    return start(bootstrapServers, state, "toy");
  }

  private static Process start(String bootstrapServers, Path state, String kind)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            ClassifierProcess.class.getName(),
            bootstrapServers,
            state.toString(),
            kind)
        .redirectErrorStream(true)
        .redirectOutput(state.resolveSibling(state.getFileName() + ".log").toFile())
        .start();
  }
}
