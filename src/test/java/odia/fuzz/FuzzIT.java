package odia.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Coverage-guided fuzzing, each target in a JVM of its own with a small heap, for {@code
 * -Dfuzz.seconds}. What it learns is kept in {@code target/fuzz} for the next time; what it finds
 * stands there too, and belongs beside the seeds once it is mended.
 */
class FuzzIT {

  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 3);
  private static final Path WORK = Path.of("target", "fuzz");

  /** Not our jar, whose manifest names every library there is. */
  private static final String CLASSES = "target/classes";

  private static final String ANY =
      "test-classes|jazzer.*|jackson-(core|annotations|databind|datatype-jsr310)-2.*|"
          + "kafka-clients.*|slf4j.*|logback.*|lz4.*";

  private static final String HTTP =
      "|javalin.*|jetty.*|kotlin-stdlib.*|jakarta.*|micrometer.*|prometheus.*|HdrHistogram.*|"
          + "jackson-dataformat-yaml.*|snakeyaml.*|jspecify.*|opentelemetry-(api|context|common).*";

  /**
   * What is fuzzed, and how.
   *
   * @param heap in MiB: the less, the sooner a claim that is believed is found
   * @param longest input in bytes
   * @param code whose paths guide the fuzzer
   * @param libraries that the target needs: the fuzzer looks for hooks in every one of them
   */
  private record Target(String name, int heap, int longest, String code, String libraries) {
    static Target text(String name, int longest) {
      return new Target("odia.fuzz." + name, 96, longest, "odia.**", ANY);
    }

    String simpleName() {
      return name.substring(name.lastIndexOf('.') + 1);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Target> TARGETS =
      List.of(
          Target.text("RecordsFuzz", 1_024),
          Target.text("NormalizerFuzz", 512),
          Target.text("EncoderFuzz", 512),
          Target.text("ModelPartsFuzz", 1_024),
          Target.text("BackupFuzz", 4_096),
          new Target(
              "odia.fuzz.CheckpointFuzz",
              192,
              16_384,
              "odia.**",
              ANY + "|nd4j-api.*|deeplearning4j-nn.*"),
          new Target(
              "odia.dashboard.HttpFuzz",
              256,
              2_048,
              "odia.dashboard.**:odia.access.**:odia.review.**",
              ANY + HTTP));

  /** How a JVM ended. */
  private record End(int status, String said) {}

  private static final Map<Target, Future<End>> ENDS = new HashMap<>();
  private static ExecutorService processors;

  /** One for each processor at a time. */
  @BeforeAll
  static void startAll() {
    processors = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    TARGETS.forEach(target -> ENDS.put(target, processors.submit(() -> run(target))));
  }

  @AfterAll
  static void stopAll() {
    processors.shutdownNow();
  }

  @ParameterizedTest
  @FieldSource("TARGETS")
  void nothingEscapes(Target target) throws Exception {
    End end = ENDS.get(target).get();

    assertThat(end.status).as(end.said).isZero();
    assertThat(inputs(end.said)).as(end.said).isPositive();
    System.out.printf("%s: %,d inputs in %d s%n", target, inputs(end.said), SECONDS);
  }

  private static End run(Target target) throws IOException, InterruptedException {
    Path work = Files.createDirectories(WORK.resolve(target.simpleName()));
    Path log = WORK.resolve(target.simpleName() + ".log");
    Process fuzzer = start(command(target, work), log);
    try {
      return new End(fuzzer.waitFor(), Files.readString(log));
    } finally {
      fuzzer.destroyForcibly();
    }
  }

  private static long inputs(String said) {
    return Pattern.compile("number_of_executed_units: +(\\d+)")
        .matcher(said)
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .findFirst()
        .orElse(0);
  }

  private static Process start(List<String> command, Path log) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static List<String> command(Target target, Path work) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + target.heap + "m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-cp", classPath(target.libraries)));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.name);
    command.add("--instrumentation_includes=" + target.code);
    command.add("--custom_hook_includes=" + target.code);
    command.addAll(List.of("-max_total_time=" + SECONDS, "-seed=1", "-timeout=120"));
    command.addAll(List.of("-max_len=" + target.longest, "-rss_limit_mb=0"));
    command.add("-print_final_stats=1");
    command.add("-artifact_prefix=" + WORK + "/found-");
    command.add("--reproducer_path=" + WORK);
    command.add(work.toString());
    command.add(Seeds.FOLDER.resolve(target.simpleName()).toString());
    return command;
  }

  private static String classPath(String libraries) {
    Pattern wanted = Pattern.compile(libraries);
    Stream<String> given =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> wanted.matcher(new File(entry).getName()).matches());
    return Stream.concat(Stream.of(CLASSES), given).collect(Collectors.joining(File.pathSeparator));
  }
}
