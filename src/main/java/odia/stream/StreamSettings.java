package odia.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import odia.admission.Names;
import odia.admission.Role;
import odia.model.LabelChanges;
import odia.ops.BoundedMemory;
import odia.ops.TopicSpec;
import odia.registry.SigningKeys;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What the classifier's Kafka Streams client is told.
 *
 * @param bootstrapServers host:port, several with commas
 * @param applicationId consumer group and prefix of the transactional ids
 * @param threads stream threads, each with a network of its own
 * @param commitInterval how long a transaction lasts: labels are seen this late at the most
 * @param stateDirectory for Kafka Streams' own files
 * @param client further settings for every Kafka client, such as TLS
 * @param modelKeys what models must be signed by, if by anything
 * @param corrections what becomes of them
 */
public record StreamSettings(
    String bootstrapServers,
    String applicationId,
    int threads,
    Duration commitInterval,
    Path stateDirectory,
    Map<String, Object> client,
    SigningKeys modelKeys,
    Corrections corrections) {

  /**
   * What becomes of corrections.
   *
   * @param retention how long after its classification a document can be corrected by its id alone
   * @param labels which ones they may give besides the champion's
   */
  public record Corrections(Duration retention, LabelChanges labels) {
    public static final Corrections STANDARD =
        new Corrections(Duration.ofHours(72), LabelChanges.NONE);
  }

  /**
   * A document of 2 MiB goes to the dead letters with its headers, so what is sent may be larger.
   */
  static final int LARGEST_RECORD = 3 << 20;

  /**
   * What the user sets comes after what we think best, and before what the guarantee rests on: a
   * label for every document, and one only, whatever dies in between.
   */
  Properties properties() {
    Properties properties = new Properties();
    properties.putAll(preferences());
    properties.putAll(client);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemory.class);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
    // A correction goes through an internal topic with all it came with.
    properties.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), "" + LARGEST_RECORD);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LARGEST_RECORD);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
    // Documents sent before the first classifier ever ran want a label too.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return properties;
  }

  private static Map<String, Object> preferences() {
    Map<String, Object> preferences = new HashMap<>();
    // After kill -9 the others take over when the session ends: 45 s by default is long.
    preferences.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    preferences.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    // Labels repeat their field names: LZ4 makes a third of them for next to nothing.
    preferences.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    return preferences;
  }

  /** The same on a cluster of so many brokers: Streams' own topics have copies as ours have. */
  Properties properties(int brokers) {
    Properties properties = properties();
    int copies = Math.min(TopicSpec.MANY_COPIES, brokers);
    properties.putIfAbsent(StreamsConfig.REPLICATION_FACTOR_CONFIG, copies);
    if (copies == TopicSpec.MANY_COPIES) {
      properties.putIfAbsent(
          StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
          "" + TopicSpec.IN_SYNC);
    }
    return properties;
  }

  /** What a classifier needs of the cluster; its learners' name does not matter to it. */
  Role role() {
    return Role.named("classifier", new Names(applicationId, Names.STANDARD.learner()));
  }

  /** The settings of a plain client (admin, consumer or producer) of the same cluster. */
  Map<String, Object> clientProperties() {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return properties;
  }
}
