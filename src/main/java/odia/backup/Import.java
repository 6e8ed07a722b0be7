package odia.backup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import odia.event.Topic;
import odia.registry.CommittedTail;
import odia.registry.SigningKeys;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Restores a backup: verifies all of it, writes it in one transaction, and reads back what was
 * written. Whatever ends it before the commit, nothing of it is ever seen; then it is done again.
 */
public final class Import {

  /** One at a time: a second one fences the first off, and clears away what a dead one left. */
  private static final String TRANSACTIONAL_ID = "odia-import";

  /** As long as brokers allow by default. */
  private static final int LONGEST_TRANSACTION_MILLIS = 15 * 60_000;

  private static final int LARGEST_REQUEST = 3 << 20;

  private final Map<String, Object> client;
  private final String learnerGroup;
  private final SigningKeys keys;

  /**
   * @param client settings of a Kafka client, bootstrap servers among them
   * @param learnerGroup whose progress is restored with the examples
   * @param keys what models must be signed by, if by anything
   */
  public Import(Map<String, Object> client, String learnerGroup, SigningKeys keys) {
    this.client = Map.copyOf(client);
    this.learnerGroup = learnerGroup;
    this.keys = keys;
  }

  /**
   * What was restored.
   *
   * @param topics by name, in the order of the backup
   * @param progress whether the learner goes on where it was; else all examples count as new
   */
  public record Done(BackupReader.Verified backup, Map<String, Count> topics, boolean progress) {}

  /**
   * @param written records
   * @param there records that the cluster had already, or newer ones
   * @param leftOut lines of a history that is not the cluster's
   */
  public record Count(long written, long there, long leftOut) {}

  /**
   * Restores a backup.
   *
   * @param merge whether the topics may have records already
   * @throws BackupException if the backup or the cluster is not fit for it; nothing is changed then
   * @throws KafkaException if Kafka does not take it; nothing is changed then either
   */
  public Done of(Path file, boolean merge) {
    BackupReader reader = new BackupReader(file, keys);
    BackupReader.Verified backup = reader.verify();
    try (KafkaProducer<byte[], byte[]> producer = producer();
        Admin admin = Admin.create(client)) {
      producer.initTransactions(); // what a killed one left is aborted, and no longer in the way
      Present present = present(admin, backup.preface(), merge);
      boolean progress = hasNoProgress(admin) && areEmpty(List.of(examples(backup.preface())));
      Sending sending = new Sending(producer, present, backup.preface());
      write(reader, backup, sending, progress);
      Map<String, Count> counts = sending.counts();
      readBackOrSay(reader, present, sending);
      return new Done(backup, counts, progress);
    } catch (ExecutionException e) {
      throw new BackupException("Kafka refused: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, LONGEST_TRANSACTION_MILLIS);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(settings, bytes, bytes);
  }

  private Present present(Admin admin, Preface preface, boolean merge)
      throws ExecutionException, InterruptedException {
    for (Map.Entry<String, Preface.Saved> topic : preface.topics().entrySet()) {
      checkPartitions(admin, topic.getKey(), topic.getValue().partitions());
    }
    checkLearnerIsAway(admin);
    if (merge) {
      int partitions = preface.topics().get(Topic.EXAMPLES.name()).partitions();
      return Present.in(client, partitions);
    }
    List<Map.Entry<String, Integer>> all = new ArrayList<>();
    preface.topics().forEach((name, saved) -> all.add(Map.entry(name, saved.partitions())));
    if (!areEmpty(all)) {
      throw new BackupException(
          "The cluster has models, a history or examples already; restore into one that has none,"
              + " or say --merge to add what it lacks");
    }
    return Present.nothing();
  }

  /** A document's examples must stay in one partition, in which the classifier goes on. */
  private static void checkPartitions(Admin admin, String topic, int saved)
      throws ExecutionException, InterruptedException {
    int found = Export.partitions(admin, topic);
    if (found != saved) {
      throw new BackupException(
          ("%s has %d partitions here and %d in the backup; make it with %d (\"partitions\" in its"
                  + " file, then odia topics apply --topics DIR)")
              .formatted(topic, found, saved, saved));
    }
  }

  private void checkLearnerIsAway(Admin admin) throws ExecutionException, InterruptedException {
    try {
      var group = admin.describeConsumerGroups(List.of(learnerGroup)).all().get().get(learnerGroup);
      if (!group.members().isEmpty()) {
        throw new BackupException(
            "A learner of the group %s is at work; stop it first (odia up --no-learner goes on"
                    .formatted(learnerGroup)
                + " without)");
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) { // nobody ever learned here
        throw e;
      }
    }
  }

  private static Map.Entry<String, Integer> examples(Preface preface) {
    String name = Topic.EXAMPLES.name();
    return Map.entry(name, preface.topics().get(name).partitions());
  }

  private boolean areEmpty(List<Map.Entry<String, Integer>> topics) {
    for (Map.Entry<String, Integer> topic : topics) {
      for (int partition = 0; partition < topic.getValue(); partition++) {
        TopicPartition place = new TopicPartition(topic.getKey(), partition);
        try (CommittedTail tail = new CommittedTail(client, place)) {
          if (!tail.isEmpty()) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean hasNoProgress(Admin admin) throws ExecutionException, InterruptedException {
    return Export.learned(admin, learnerGroup).values().stream().allMatch(o -> o == null);
  }

  private void write(
      BackupReader reader, BackupReader.Verified verified, Sending sending, boolean progress) {
    sending.begin();
    try {
      if (!reader.read(sending).equals(verified)) {
        throw new BackupException("The backup was changed while it was read; try again");
      }
      sending.flush();
      sending.commit(progress ? learner() : null);
    } catch (RuntimeException e) {
      sending.abort(e);
      throw e;
    }
  }

  /** The learner's group as one that nobody is in. */
  private ConsumerGroupMetadata learner() {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, learnerGroup);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> nobody = new KafkaConsumer<>(settings, bytes, bytes)) {
      return nobody.groupMetadata();
    }
  }

  /** From the commit on it is restored, whatever comes. */
  private void readBackOrSay(BackupReader reader, Present present, Sending sending) {
    try {
      readBack(reader, present, sending);
    } catch (RuntimeException e) {
      throw new BackupException(
          "The backup is restored, but could not be compared with what Kafka has now (%s); import it again with --merge, which adds only what lacks"
              .formatted(e.getMessage()),
          e);
    }
  }

  private void readBack(BackupReader reader, Present present, Sending sending) {
    try (ReadBack back = new ReadBack(client, sending)) {
      present.begin();
      reader.read(record -> back.expect(record, present.of(record)));
      back.finish();
    }
  }
}
