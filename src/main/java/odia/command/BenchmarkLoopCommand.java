package odia.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import odia.corpus.LabelledCorpus;
import odia.corpus.LabelledText;
import odia.demo.DemoDocuments;
import odia.event.Correction;
import odia.event.Document;
import odia.event.Promotion;
import odia.registry.History;
import odia.registry.PromotionLog;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long it takes from corrections to a new model in every classifier, and what it costs. */
@Command(
    name = "benchmark-loop",
    mixinStandardHelpOptions = true,
    description = {
      "Corrects documents while others flow through an embedded broker, two classifiers and a learner, each a process of its own.",
      "Says how long it took until every classifier had the new model, and what training did to the latency of labels."
    })
public final class BenchmarkLoopCommand implements Callable<Integer> {

  private static final int CLASSIFIERS = 2;
  private static final Duration LONGEST = Duration.ofMinutes(30);

  @Option(
      names = "--corrections",
      required = true,
      paramLabel = "FILE",
      description = "Texts with their right labels: TSV with the header id<TAB>label<TAB>text.")
  private Path corrections;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Documents per second beside (default: ${DEFAULT-VALUE}).")
  private int rate = 50;

  @Option(
      names = "--steady",
      paramLabel = "SECONDS",
      description = "Before the corrections, to compare with (default: ${DEFAULT-VALUE}).")
  private int steady = 60;

  /** What the processes said: when a model went live, by process and version. */
  private final Map<String, Map<String, Long>> live = new ConcurrentHashMap<>();

  private final AtomicLong sent = new AtomicLong();
  private final SwapFigures seen = new SwapFigures(Set.of());
  private KafkaConsumer<byte[], byte[]> outcomes;

  @Override
  public Integer call() throws IOException {
    Options.atLeast(1, "--rate", rate);
    Options.atLeast(1, "--steady", steady);
    List<LabelledText> texts = LabelledCorpus.read(corrections).texts();
    List<Process> processes = new CopyOnWriteArrayList<>();
    KafkaOptions.onStop(() -> processes.forEach(Process::destroy));
    try (Bench bench = new Bench(2);
        KafkaConsumer<byte[], byte[]> consumer = bench.outcomes();
        RecordProducer producer = new RecordProducer(bench.settings().client())) {
      outcomes = consumer;
      String labels =
          texts.stream().map(LabelledText::label).distinct().collect(Collectors.joining(","));
      for (int i = 1; i <= CLASSIFIERS; i++) {
        processes.add(start(bench, "classifier", "classifier-" + i, labels));
      }
      processes.add(start(bench, "learner", "learner", labels));
      return run(bench, producer, texts);
    } finally {
      processes.forEach(Process::destroy);
      processes.forEach(process -> process.onExit().join());
    }
  }

  private Process start(Bench bench, String role, String name, String labels) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseParallelGC", "-Dfile.encoding=UTF-8"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "odia.Main"));
    command.addAll(List.of(role, "--bootstrap", bench.settings().bootstrapServers()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("ODIA_STATE_DIR", bench.folder().resolve(name).toString());
    builder.environment().put("ODIA_LEARNER_DIR", bench.folder().resolve(name).toString());
    builder.environment().put("ODIA_NEW_LABELS", labels);
    builder.environment().put("OMP_NUM_THREADS", "1");
    Process process = builder.start();
    Thread listener = new Thread(() -> listen(process, name), name);
    listener.setDaemon(true);
    listener.start();
    return process;
  }

  private void listen(Process process, String name) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.err.println(name + ": " + line);
        if (line.contains("ModelFollower: Model ") && line.contains(" is live")) {
          String version = line.replaceFirst(".*Model (\\S+) is live.*", "$1");
          live.computeIfAbsent(version, v -> new ConcurrentHashMap<>())
              .put(name, System.currentTimeMillis());
        }
      }
    } catch (IOException e) {
      System.err.println(name + " says no more: " + e.getMessage());
    }
  }

  private int run(Bench bench, RecordProducer producer, List<LabelledText> texts) {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    DemoDocuments demo = new DemoDocuments("benchmark");
    try (PromotionLog log = new PromotionLog(bench.settings().client())) {
      await(log, history -> history.champion().isPresent());
      clock.scheduleAtFixedRate(
          () -> producer.send(demo.get(sent.getAndIncrement())),
          0,
          1_000_000 / rate,
          TimeUnit.MICROSECONDS);
      texts.forEach(text -> producer.send(document(text)));
      sent.addAndGet(texts.size());
      until(() -> seen.documents() > rate * 20 && sent.get() - seen.documents() < rate);
      long start = System.currentTimeMillis();
      long steadyEnd = start + steady * 1_000L;
      until(() -> System.currentTimeMillis() > steadyEnd);
      correct(producer, texts);
      long corrected = System.currentTimeMillis();
      Promotion verdict = await(log, history -> history.lastVerdict().isPresent());
      long decided = System.currentTimeMillis();
      System.out.printf("verdict after %d s: %s%n", (decided - corrected) / 1000, verdict.reason());
      report("without training", seen.latencies(start, steadyEnd));
      report("while training", seen.latencies(corrected, decided));
      if (!verdict.crowns()) {
        return 1; // nothing goes live
      }
      until(() -> live.getOrDefault(verdict.version(), Map.of()).size() >= CLASSIFIERS);
      until(() -> seen.newest().equals(verdict.version()));
      long everywhere =
          live.get(verdict.version()).values().stream().mapToLong(t -> t).max().orElseThrow();
      System.out.printf(
          "from the last correction to the new model in %d classifiers: %.1f s%n",
          CLASSIFIERS, (everywhere - corrected) / 1000.0);
      return 0;
    } finally {
      clock.shutdownNow();
    }
  }

  private static Document document(LabelledText text) {
    return new Document(text.id(), text.text(), "benchmark", Instant.now());
  }

  /** Five people take turns. */
  private static void correct(RecordProducer producer, List<LabelledText> texts) {
    for (int i = 0; i < texts.size(); i++) {
      LabelledText text = texts.get(i);
      String by = "annotator-" + i % 5;
      producer.send(new Correction(text.id(), text.label(), by, Instant.now(), null));
    }
    producer.flush();
  }

  private interface Condition {
    boolean holds();
  }

  private void until(Condition condition) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.holds()) {
      outcomes.poll(Duration.ofMillis(20)).forEach(seen::add);
      if (System.nanoTime() > end) {
        throw new Failure("It has not come to an end within " + LONGEST.toMinutes() + " minutes");
      }
    }
  }

  private interface Wanted {
    boolean in(History history);
  }

  private Promotion await(PromotionLog log, Wanted wanted) {
    until(
        () -> {
          log.poll(Duration.ZERO);
          return wanted.in(log.history());
        });
    return log.history().entries().get(log.history().entries().size() - 1).promotion();
  }

  private static void report(String what, long[] latencies) {
    System.out.printf(
        "from sent to seen, %s: %s (%d documents)%n",
        what, Bench.percentiles(latencies), latencies.length);
  }
}
