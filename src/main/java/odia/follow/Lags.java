package odia.follow;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import odia.event.Topic;
import odia.follow.Progress.Moment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** How far behind classifiers and learners are, by asking the cluster. For one thread. */
final class Lags implements AutoCloseable {

  private static final int REQUEST_MILLIS = 5_000;

  private final FollowSettings settings;
  private final Clock clock;
  private final Admin admin;

  Lags(FollowSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    Map<String, Object> client = new HashMap<>(settings.client());
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    admin = Admin.create(client);
  }

  /**
   * @param lags of every partition that a group reads
   * @param moment for the ledgers
   */
  record Reading(List<Lag> lags, Moment moment) {}

  /**
   * Asks once.
   *
   * @throws ExecutionException if the cluster says no
   * @throws TimeoutException if it says nothing
   */
  Reading read() throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, Long> classifiers = committed(settings.classifierGroup());
    Map<TopicPartition, Long> learners = committed(settings.learnerGroup());
    Map<TopicPartition, Long> ends = ends();
    List<Lag> lags = new ArrayList<>();
    ends.forEach(
        (partition, end) -> {
          if (isReadByClassifiers(partition.topic())) {
            lags.add(lag(settings.classifierGroup(), partition, classifiers.get(partition), end));
          } else if (partition.topic().equals(Topic.EXAMPLES.name())) {
            lags.add(lag(settings.learnerGroup(), partition, learners.get(partition), end));
          }
        });
    lags.sort(Comparator.comparing(Lag::topic).thenComparing(Lag::partition));
    return new Reading(lags, new Moment(clock.instant(), classifiers, ends));
  }

  private boolean isReadByClassifiers(String topic) {
    return topic.equals(Topic.DOCUMENTS.name())
        || topic.equals(Topic.CORRECTIONS.name())
        || topic.equals(settings.byDocument());
  }

  private static Lag lag(String group, TopicPartition partition, Long committed, long end) {
    Long behind = committed == null ? null : Math.max(0, end - committed);
    return new Lag(group, partition.topic(), partition.partition(), committed, end, behind);
  }

  private Map<TopicPartition, Long> committed(String group)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get(REQUEST_MILLIS, TimeUnit.MILLISECONDS);
    Map<TopicPartition, Long> known = new HashMap<>();
    offsets.forEach(
        (partition, offset) -> known.put(partition, offset == null ? null : offset.offset()));
    known.values().removeIf(offset -> offset == null);
    return known;
  }

  private Map<TopicPartition, Long> ends()
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (TopicDescription topic : topics()) {
      topic
          .partitions()
          .forEach(
              p ->
                  wanted.put(new TopicPartition(topic.name(), p.partition()), OffsetSpec.latest()));
    }
    return admin
        .listOffsets(wanted)
        .all()
        .get(REQUEST_MILLIS, TimeUnit.MILLISECONDS)
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
  }

  /** The internal topic is there only once a classifier has run. */
  private List<TopicDescription> topics()
      throws ExecutionException, TimeoutException, InterruptedException {
    TreeSet<String> names =
        Topic.all().stream().map(Topic::name).collect(Collectors.toCollection(TreeSet::new));
    names.add(settings.byDocument());
    List<TopicDescription> found = new ArrayList<>();
    for (var asked : admin.describeTopics(names).topicNameValues().values()) {
      try {
        found.add(asked.get(REQUEST_MILLIS, TimeUnit.MILLISECONDS));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return found;
  }

  @Override
  public void close() {
    admin.close();
  }
}
