package odia.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import odia.event.Classification;
import odia.event.Json;
import odia.event.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The versions that labelled each document, for who reads committed records only. */
public final class SeenLabels implements AutoCloseable {

  private final Map<String, List<String>> versions = new HashMap<>();
  private final Set<String> places = new HashSet<>();
  private final KafkaConsumer<byte[], byte[]> consumer;

  public SeenLabels(Map<String, Object> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("isolation.level", "read_committed");
    settings.put("group.id", "seen-labels");
    settings.put("auto.offset.reset", "earliest");
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(Topic.LABELS.name(), Topic.DEAD_LETTERS.name()));
  }

  /** Documents that have an outcome by now. */
  public int poll() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
      // After a broker's death a consumer reads again from what it had committed.
      if (!places.add(record.topic() + '-' + record.partition() + '-' + record.offset())) {
        continue;
      }
      boolean label = record.topic().equals(Topic.LABELS.name());
      String version =
          label ? Json.read(record.value(), Classification.class).modelVersion() : "dead letter";
      versions
          .computeIfAbsent(new String(record.key(), UTF_8), id -> new ArrayList<>())
          .add(version);
    }
    return versions.size();
  }

  public void await(int documents) {
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> poll() >= documents);
  }

  String versionOf(String document) {
    assertThat(versions.get(document)).as(document).hasSize(1);
    return versions.get(document).get(0);
  }

  public void assertEachOnceByOneOf(int documents, String... valid) {
    for (int i = 0; i < 10; i++) {
      poll(); // a duplicate would come late
    }
    assertThat(versions).hasSize(documents);
    assertThat(versions.values()).allMatch(labels -> labels.size() == 1);
    Set<String> used = new HashSet<>();
    versions.values().forEach(used::addAll);
    assertThat(used).isSubsetOf(valid);
  }

  /**
   * What came of the documents with the keys document-0 to document-(sent - 1).
   *
   * @param labelled once, as each should be
   * @param lost without an outcome
   * @param doubled with more than one
   * @param deadLetters that should have been labels
   * @param strange outcomes of documents that nobody sent
   */
  public record Balance(int labelled, int lost, int doubled, int deadLetters, int strange) {}

  /** Adds up what is seen by now; a duplicate that comes late is waited for a little. */
  public Balance balance(int sent) {
    for (int i = 0; i < 10; i++) {
      poll();
    }
    int[] seen = new int[4];
    for (int i = 0; i < sent; i++) {
      List<String> labels = versions.getOrDefault("document-" + i, List.of());
      boolean dead = labels.contains("dead letter");
      seen[labels.isEmpty() ? 1 : labels.size() > 1 ? 2 : dead ? 3 : 0]++;
    }
    int strange = versions.size() - (sent - seen[1]);
    return new Balance(seen[0], seen[1], seen[2], seen[3], strange);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
