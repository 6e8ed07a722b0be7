package odia.backup;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import odia.event.Topic;
import odia.registry.CommittedTail;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Makes a backup of a cluster that goes on working: everything that was committed when it began. In
 * memory for a fetch of one partition. Thread-safe.
 */
public final class Export {

  /** A verdict is committed now and then; not again and again while two numbers are read. */
  private static final int ATTEMPTS = 10;

  /** A model that an operator promotes meanwhile must not be missing behind its promotion. */
  private static final List<String> HISTORY_FIRST =
      List.of(Topic.PROMOTIONS.name(), Topic.MODELS.name(), Topic.EXAMPLES.name());

  private final Map<String, Object> client;
  private final String learnerGroup;
  private final Clock clock = Clock.systemUTC();

  /**
   * @param client settings of a Kafka client, bootstrap servers among them
   * @param learnerGroup whose progress is saved with the examples
   */
  public Export(Map<String, Object> client, String learnerGroup) {
    this.client = Map.copyOf(client);
    this.learnerGroup = learnerGroup;
  }

  /**
   * What was written.
   *
   * @param damaged models that are not whole on the topic: what is wrong, by version
   */
  public record Made(Closing closing, Map<String, String> damaged) {}

  /**
   * Writes a backup.
   *
   * @param replace whether a file that is there may be replaced
   * @throws BackupException if the file cannot be written, or is there and must not be replaced
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
   */
  public Made to(Path file, boolean replace) {
    try (BackupWriter writer = new BackupWriter(file, replace)) {
      Preface preface = preface();
      writer.preface(preface);
      preface.topics().forEach((topic, saved) -> save(topic, saved, writer));
      Map<String, String> damaged = writer.damagedModels();
      return new Made(writer.finish(), damaged);
    }
  }

  private void save(String topic, Preface.Saved saved, BackupWriter writer) {
    for (int partition = 0; partition < saved.partitions(); partition++) {
      TopicPartition source = new TopicPartition(topic, partition);
      try (CommittedTail tail = new CommittedTail(client, source)) {
        tail.readTo(saved.ends().get(partition), record -> writer.record(SavedRecord.of(record)));
      }
    }
  }

  private Preface preface() {
    return new Preface(
        Preface.FORMAT,
        Preface.VERSION,
        clock.instant(),
        String.valueOf(client.get("bootstrap.servers")),
        Map.of("learnerGroup", learnerGroup),
        state());
  }

  /**
   * The ends of all topics, between two verdicts: with no commit of the learner in between, its
   * progress, its verdicts and its models belong together.
   */
  private Map<String, Preface.Saved> state() {
    try (Admin admin = Admin.create(client)) {
      for (int i = 0; i < ATTEMPTS; i++) {
        Map<Integer, Long> before = learned(admin);
        Map<String, Preface.Saved> state = ends(admin, before);
        if (before.equals(learned(admin))) {
          return state;
        }
      }
    } catch (ExecutionException e) {
      throw new BackupException("Kafka refused: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    throw new BackupException("The learner publishes verdicts all the time; try again later");
  }

  private Map<Integer, Long> learned(Admin admin) throws ExecutionException, InterruptedException {
    Map<Integer, Long> learned = new HashMap<>();
    learned(admin, learnerGroup)
        .forEach(
            (place, offset) -> {
              if (offset != null && place.topic().equals(Topic.EXAMPLES.name())) {
                learned.put(place.partition(), offset.offset());
              }
            });
    return learned;
  }

  /** What a learner's group has committed, with nothing of it pending. */
  static Map<TopicPartition, OffsetAndMetadata> learned(Admin admin, String group)
      throws ExecutionException, InterruptedException {
    return admin
        .listConsumerGroupOffsets(
            Map.of(group, new ListConsumerGroupOffsetsSpec()),
            new ListConsumerGroupOffsetsOptions().requireStable(true))
        .partitionsToOffsetAndMetadata(group)
        .get();
  }

  private Map<String, Preface.Saved> ends(Admin admin, Map<Integer, Long> learned)
      throws ExecutionException, InterruptedException {
    Map<String, Preface.Saved> ends = new HashMap<>();
    for (String topic : HISTORY_FIRST) {
      int partitions = partitions(admin, topic);
      Map<Integer, Long> byPartition = new HashMap<>();
      for (int partition = 0; partition < partitions; partition++) {
        TopicPartition place = new TopicPartition(topic, partition);
        try (CommittedTail tail = new CommittedTail(client, place)) {
          byPartition.put(partition, tail.end());
        }
      }
      boolean examples = topic.equals(Topic.EXAMPLES.name());
      ends.put(topic, new Preface.Saved(partitions, byPartition, examples ? learned : Map.of()));
    }
    Map<String, Preface.Saved> ordered = new LinkedHashMap<>();
    Contents.TOPICS.forEach(topic -> ordered.put(topic, ends.get(topic)));
    return ordered;
  }

  static int partitions(Admin admin, String topic) throws ExecutionException, InterruptedException {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }
}
