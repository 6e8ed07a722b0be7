package odia.command;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import odia.demo.DemoDocuments;
import odia.event.Promotion;
import odia.event.Promotion.Kind;
import odia.feedback.Challenger;
import odia.model.Checkpoint;
import odia.model.Manifest.Calibration;
import odia.registry.ModelWriter;
import odia.registry.SigningKeys;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What hot swaps under load cost: latency, memory, and whether any label is lost or doubled. */
@Command(
    name = "benchmark-swaps",
    mixinStandardHelpOptions = true,
    description = {
      "Promotes two versions of the bundled checkpoint in turn while real documents flow through an embedded broker; the classifier is a process of its own.",
      "A swap's documents are those sent from its promotion until 1 s after its first label. Fails if a label is lost, doubled or by another version."
    })
public final class BenchmarkSwapsCommand implements Callable<Integer> {

  private static final int PER_HEAP_SAMPLE = 4; // a full collection disturbs: not after every swap
  private static final int SETTLE_MILLIS = 1_000;
  private static final int WARM_UP_MILLIS = 120_000;

  @Option(
      names = "--swaps",
      paramLabel = "N",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int swaps = 100;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Documents per second (default: ${DEFAULT-VALUE}).")
  private int rate = 200;

  @Option(
      names = "--steady",
      paramLabel = "SECONDS",
      description = "Before the swaps, to compare with (default: ${DEFAULT-VALUE}).")
  private int steady = 30;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that classify (default: ${DEFAULT-VALUE}).")
  private int threads = 2;

  @Option(
      names = "--java",
      paramLabel = "OPTIONS",
      description = "Of the classifier's JVM (default: ${DEFAULT-VALUE}).")
  private String java = "-Xmx512m -XX:+UseParallelGC";

  private final List<Double> heap = new ArrayList<>();
  private final List<Double> resident = new ArrayList<>();
  private final List<long[]> windows = new ArrayList<>(); // of swaps: from, to, epoch milliseconds
  private final AtomicLong sent = new AtomicLong();
  private List<Checkpoint> versions;
  private SwapFigures seen;
  private KafkaConsumer<byte[], byte[]> consumer;
  private ModelWriter writer;

  @Override
  public Integer call() throws IOException {
    Options.atLeast(1, "--swaps", swaps);
    Options.atLeast(1, "--rate", rate);
    Options.atLeast(1, "--steady", steady);
    Options.within(1, Settings.MOST_THREADS, "--threads", threads);
    Checkpoint bundled = Models.checkpoint(null);
    // Both come by Kafka: the bundled one itself would be taken from the program.
    versions = List.of(calibrated(bundled, 0.001), calibrated(bundled, 0.002));
    seen = new SwapFigures(Set.of(versions.get(0).version(), versions.get(1).version()));
    try (Bench bench = new Bench(threads);
        KafkaConsumer<byte[], byte[]> outcomes = bench.outcomes();
        KafkaProducer<byte[], byte[]> models =
            ModelWriter.producer(bench.settings().client(), "benchmark")) {
      consumer = outcomes;
      writer = new ModelWriter(models, SigningKeys.NONE, Clock.systemUTC());
      publish();
      try (ClassifierChild child = new ClassifierChild(bench, java);
          RecordProducer documents = new RecordProducer(bench.settings().client())) {
        return run(child, documents);
      }
    }
  }

  private static Checkpoint calibrated(Checkpoint bundled, double more) {
    Calibration was = bundled.manifest().calibration();
    return bundled.withCalibration(
        new Calibration(was.temperature() + more, was.doubt(), was.reviewThreshold()));
  }

  private void publish() {
    for (Checkpoint version : versions) {
      writer.inTransaction(() -> writer.send(version.toBytes(), Challenger.named(version, null)));
    }
    promote(versions.get(0));
  }

  private void promote(Checkpoint version) {
    Promotion promotion =
        Promotion.of(
            Kind.PROMOTED,
            version.version(),
            null,
            new Promotion.Act("benchmark", "to measure", Instant.now()));
    writer.inTransaction(() -> writer.send(promotion));
  }

  private int run(ClassifierChild child, RecordProducer documents) throws IOException {
    DemoDocuments texts = new DemoDocuments("benchmark");
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try {
      clock.scheduleAtFixedRate(
          () -> documents.send(texts.get(sent.getAndIncrement())),
          0,
          1_000_000 / rate,
          TimeUnit.MICROSECONDS);
      warmUp(child);
      long start = System.currentTimeMillis();
      read(steady * 1_000L);
      long end = System.currentTimeMillis();
      for (int swap = 1; swap <= swaps; swap++) {
        swap(child, swap);
      }
      clock.shutdown();
      documents.flush();
      readToTheLast();
      return report(start, end);
    } finally {
      clock.shutdownNow();
    }
  }

  /** Until it is compiled, mostly, and has caught up; on a busy machine it never does. */
  private void warmUp(ClassifierChild child) throws IOException {
    long end = System.currentTimeMillis() + WARM_UP_MILLIS;
    readUntil(
        child,
        () ->
            (seen.documents() > rate * 10 && sent.get() - seen.documents() < rate)
                || System.currentTimeMillis() > end);
    if (sent.get() - seen.documents() >= rate) {
      throw new Failure(
          "The classifier cannot keep up with %d documents/s: %,d of %,d have a label. Give it a quieter machine, or a smaller --rate"
              .formatted(rate, seen.documents(), sent.get()));
    }
  }

  private interface Condition {
    boolean holds();
  }

  private void poll() {
    consumer.poll(Duration.ofMillis(20)).forEach(seen::add);
  }

  private void read(long milliseconds) {
    long end = System.currentTimeMillis() + milliseconds;
    while (System.currentTimeMillis() < end) {
      poll();
    }
  }

  private void readUntil(ClassifierChild child, Condition condition) throws IOException {
    while (!condition.holds()) {
      child.checkAlive();
      poll();
    }
  }

  /** What is not there after so long will not come. */
  private void readToTheLast() {
    for (int i = 0; i < 30 && seen.documents() < sent.get(); i++) {
      read(1_000);
    }
    read(2_000); // a duplicate would come late
  }

  private void swap(ClassifierChild child, int swap) throws IOException {
    Checkpoint next = versions.get(swap % 2);
    long start = System.currentTimeMillis();
    promote(next);
    readUntil(child, () -> seen.newest().equals(next.version()));
    read(SETTLE_MILLIS);
    long end = System.currentTimeMillis();
    read(SETTLE_MILLIS / 2); // the last ones' labels
    windows.add(new long[] {start, end});
    boolean sample = swap % PER_HEAP_SAMPLE == 0;
    resident.add(child.resident());
    heap.add(sample ? child.heap() : Double.NaN);
    if (sample) {
      System.err.printf(
          "swap %d: %.0f MiB, heap %.0f%n", swap, child.resident(), heap.get(swap - 1));
      read(SETTLE_MILLIS);
    }
  }

  private int report(long steadyFrom, long steadyTo) {
    long[] steadily = seen.latencies(steadyFrom, steadyTo);
    long lost = sent.get() - seen.documents();
    long[] during = // known only now: the slowest are the last to be seen
        windows.stream().flatMapToLong(w -> LongStream.of(seen.latencies(w[0], w[1]))).toArray();
    System.out.printf(
        "%d swaps at %d documents/s, %,d documents: %d lost, %d doubled, %d by another version%n",
        swaps, rate, sent.get(), lost, seen.duplicates(), seen.invalid());
    System.out.printf("from sent to seen, steady: %s%n", Bench.percentiles(steadily));
    System.out.printf(
        "from sent to seen, swapping: %s (%.2f times the steady p99)%n",
        Bench.percentiles(during),
        (double) Bench.percentile(during, 99) / Bench.percentile(steadily, 99));
    report("resident memory", resident);
    report("heap after a full collection", heap);
    return lost == 0 && seen.duplicates() == 0 && seen.invalid() == 0 ? 0 : 1;
  }

  private void report(String what, List<Double> megabytes) {
    if (swaps < 60) {
      return; // the two windows would overlap
    }
    double early = mean(megabytes.subList(19, 40));
    double late = mean(megabytes.subList(swaps - 20, swaps));
    System.out.printf(
        "%s: swaps 20 to 40 %.0f MiB, last 20 %.0f MiB (%+.1f %%)%n",
        what, early, late, 100 * (late / early - 1));
  }

  private static double mean(List<Double> values) {
    return values.stream().filter(v -> !v.isNaN()).mapToDouble(v -> v).average().orElse(0);
  }
}
