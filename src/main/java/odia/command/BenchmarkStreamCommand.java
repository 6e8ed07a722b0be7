package odia.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import odia.demo.DemoDocuments;
import odia.event.Topic;
import odia.stream.ClassifyService;
import odia.stream.LiveModel;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many documents a second go through, exactly once, with everything in one process. */
@Command(
    name = "benchmark-stream",
    mixinStandardHelpOptions = true,
    description = {
      "Sends real documents through an embedded broker and the classifier, all in this process, and counts what a read_committed consumer sees.",
      "Fails unless labels + dead letters = documents, each once."
    })
public final class BenchmarkStreamCommand implements Callable<Integer> {

  private static final int WARM_UP = 2_000;

  @Option(
      names = "--documents",
      paramLabel = "N",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int documents = 50_000;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that classify (default: ${DEFAULT-VALUE}).")
  private int threads = 2;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Checkpoint (default: the bundled one).")
  private Path model;

  private final Set<String> seen = new HashSet<>();
  private long duplicates;
  private long labels;
  private long deadLetters;

  @Override
  public Integer call() throws IOException {
    Options.atLeast(1, "--documents", documents);
    Options.within(1, Settings.MOST_THREADS, "--threads", threads);
    LiveModel live = new LiveModel(Models.classifiers(model));
    try (Bench bench = new Bench(threads);
        ClassifyService service = new ClassifyService(Wiring.streams(bench.settings()), live)) {
      service.start();
      return run(bench);
    }
  }

  private int run(Bench bench) {
    DemoDocuments texts = new DemoDocuments("benchmark");
    try (KafkaConsumer<byte[], byte[]> consumer = bench.outcomes();
        RecordProducer producer = new RecordProducer(bench.settings().client())) {
      send(producer, texts, 0, WARM_UP);
      read(consumer, WARM_UP, new long[WARM_UP]);
      long[] latencies = new long[documents];
      long start = System.nanoTime();
      Thread sender =
          new Thread(() -> send(producer, texts, WARM_UP, WARM_UP + documents), "sender");
      sender.start();
      read(consumer, WARM_UP + documents, latencies);
      report((System.nanoTime() - start) / 1e9, latencies);
    }
    return duplicates == 0 && labels + deadLetters == WARM_UP + documents ? 0 : 1;
  }

  private static void send(RecordProducer producer, DemoDocuments texts, int from, int to) {
    for (int n = from; n < to; n++) {
      producer.send(texts.get(n));
    }
    producer.flush();
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer, int until, long[] latencies) {
    int at = 0;
    while (labels + deadLetters < until) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        if (!seen.add(Lines.text(record.key()))) {
          duplicates++;
        }
        if (record.topic().equals(Topic.LABELS.name())) {
          labels++;
        } else {
          deadLetters++;
        }
        if (at < latencies.length) {
          latencies[at++] = System.currentTimeMillis() - record.timestamp();
        }
      }
    }
  }

  private void report(double seconds, long[] latencies) {
    System.out.printf(
        "%,d documents in %.1f s: %,.0f documents/s, exactly once, %d threads%n",
        documents, seconds, documents / seconds, threads);
    System.out.printf(
        "%,d labels + %,d dead letters = %,d documents with the warm-up, %d duplicates%n",
        labels, deadLetters, labels + deadLetters, duplicates);
    System.out.printf("from sent to seen, all sent at once: %s%n", Bench.percentiles(latencies));
  }
}
