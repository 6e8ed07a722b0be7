package odia.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import odia.event.Topic;
import odia.ops.EmbeddedBroker;
import odia.ops.TopicAdmin;
import odia.ops.TopicSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What benchmarks stand on: an embedded broker with the topics, in a folder that is gone after. */
final class Bench implements AutoCloseable {

  private final Path folder;
  private final EmbeddedBroker broker;
  private final Settings settings;

  Bench(int threads) throws IOException {
    folder = Files.createTempDirectory("odia-benchmark");
    broker = new EmbeddedBroker(0, folder.resolve("broker"));
    broker.start();
    settings =
        Settings.from(Map.of())
            .withBootstrap(broker.bootstrapServers())
            .withThreads(threads)
            .withState(folder.resolve("streams"));
    try (Admin admin = Admin.create(settings.client())) {
      new TopicAdmin(admin).apply(TopicSpec.shipped());
    }
  }

  Settings settings() {
    return settings;
  }

  Path folder() {
    return folder;
  }

  /** Of labels and dead letters, committed ones only, from the beginning. */
  KafkaConsumer<byte[], byte[]> outcomes() {
    Map<String, Object> client = settings.client();
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    client.put(ConsumerConfig.GROUP_ID_CONFIG, "benchmark");
    client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(client, bytes, bytes);
    consumer.subscribe(List.of(Topic.LABELS.name(), Topic.DEAD_LETTERS.name()));
    return consumer;
  }

  /** The 50th, 95th and 99th percentile in words. */
  static String percentiles(long[] milliseconds) {
    return "p50 %d ms, p95 %d ms, p99 %d ms"
        .formatted(
            percentile(milliseconds, 50),
            percentile(milliseconds, 95),
            percentile(milliseconds, 99));
  }

  static long percentile(long[] milliseconds, int percent) {
    long[] sorted = milliseconds.clone();
    Arrays.sort(sorted);
    return sorted[(int) ((long) sorted.length * percent / 100)];
  }

  @Override
  public void close() throws IOException {
    broker.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
