package odia.admission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import odia.ops.TopicSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Whether topics are as the program needs them. More than that, say longer retention, is the
 * operator's choice; less would lose records, or stop the work in its middle.
 */
final class TopicCheck {

  private static final int SECONDS = 10;

  /**
   * One thing that is not as it should be.
   *
   * @param what in words, with the topic's name
   * @param refused whether nothing can work with it
   */
  record Doubt(String what, boolean refused) {}

  private final Admin admin;

  TopicCheck(Admin admin) {
    this.admin = admin;
  }

  /** What is not as it should be with the topics of these names, all of it. */
  List<Doubt> doubts(Collection<String> names)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<TopicSpec> specs =
        TopicSpec.shipped().stream().filter(spec -> names.contains(spec.name())).toList();
    List<String> wanted = specs.stream().map(TopicSpec::name).toList();
    List<ConfigResource> resources =
        wanted.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, TopicDescription> topics = get(admin.describeTopics(wanted).allTopicNames());
    Map<String, Config> configs =
        get(admin.describeConfigs(resources).all()).entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().name(), Map.Entry::getValue));
    int brokers = get(admin.describeCluster().nodes()).size();
    List<Doubt> doubts = new ArrayList<>();
    for (TopicSpec spec : specs) {
      TopicDescription topic = topics.get(spec.name());
      Config config = configs.get(spec.name());
      addPartitions(doubts, spec, topic.partitions().size());
      addSettings(doubts, spec, config);
      if (brokers >= TopicSpec.MANY_COPIES) {
        addCopies(doubts, topic, config);
      }
    }
    return doubts;
  }

  private static void addPartitions(List<Doubt> doubts, TopicSpec spec, int found) {
    if (spec.partitions() == 1 && found > 1) {
      doubts.add(
          new Doubt(
              "%s has %d partitions, and its order needs exactly 1: delete it and make it anew with \"odia topics apply\""
                  .formatted(spec.name(), found),
              true));
    } else if (found < spec.partitions()) {
      doubts.add(
          new Doubt(
              "%s has %d partitions instead of %d: \"odia topics apply\" adds them"
                  .formatted(spec.name(), found, spec.partitions()),
              true));
    }
  }

  private static void addSettings(List<Doubt> doubts, TopicSpec spec, Config found) {
    String policy = TopicConfig.CLEANUP_POLICY_CONFIG;
    String wanted = spec.config().get(policy);
    if (wanted != null && !wanted.equals(value(found, policy))) {
      doubts.add(wrong(spec, policy, value(found, policy)));
    }
    String largest = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
    if (number(found, largest) < Long.parseLong(spec.config().getOrDefault(largest, "0"))) {
      doubts.add(wrong(spec, largest, value(found, largest)));
    }
    // What is kept for ever must not be kept for a while only.
    String retention = TopicConfig.RETENTION_MS_CONFIG;
    boolean forEver = "-1".equals(spec.config().get(retention));
    for (String bound : List.of(retention, TopicConfig.RETENTION_BYTES_CONFIG)) {
      if (forEver && number(found, bound) >= 0 && value(found, bound) != null) {
        doubts.add(wrong(spec, bound, value(found, bound)));
      }
    }
  }

  private static Doubt wrong(TopicSpec spec, String setting, String found) {
    return new Doubt(
        "%s has %s=%s instead of %s: \"odia topics apply\" sets it"
            .formatted(spec.name(), setting, found, spec.config().getOrDefault(setting, "-1")),
        true);
  }

  private static void addCopies(List<Doubt> doubts, TopicDescription topic, Config config) {
    int copies = topic.partitions().get(0).replicas().size();
    if (copies == 1) {
      doubts.add(
          new Doubt(
              "%s has one copy on a cluster of many brokers, so one broker that fails stops it and may lose it: kafka-reassign-partitions adds copies"
                  .formatted(topic.name()),
              false));
    } else if (number(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG) == 1) {
      doubts.add(
          new Doubt(
              "%s has min.insync.replicas=1, so a record may be acknowledged that only one broker has: \"odia topics apply\" sets it"
                  .formatted(topic.name()),
              false));
    }
  }

  private static String value(Config config, String setting) {
    ConfigEntry entry = config.get(setting);
    return entry == null ? null : entry.value();
  }

  private static long number(Config config, String setting) {
    String value = value(config, setting);
    return value == null ? Long.MAX_VALUE : Long.parseLong(value);
  }

  private static <T> T get(KafkaFuture<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(SECONDS, TimeUnit.SECONDS);
  }
}
