package odia.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import odia.event.Topic;
import odia.ops.Cluster;
import odia.ops.ShippedTopics;
import odia.ops.TopicAdmin;
import odia.ops.TopicSpec;
import odia.stream.SeenLabels;
import odia.stream.SeenLabels.Balance;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** A cluster's topics, as tests in containers make and count them. */
final class Topics {

  private final Map<String, Object> client;

  Topics(String bootstrapServers) {
    client = Map.of("bootstrap.servers", bootstrapServers);
  }

  Map<String, Object> client() {
    return new HashMap<>(client);
  }

  /** Makes them all, once the cluster answers. */
  void apply(int replication) {
    new Cluster(client, waiting -> {}).await(List.of(), () -> false);
    List<TopicSpec> specs =
        TopicSpec.shipped().stream().map(s -> s.withReplication((short) replication)).toList();
    try (Admin admin = Admin.create(client)) {
      TopicAdmin topics = new TopicAdmin(admin);
      topics.apply(specs);
      assertThat(topics.check(specs)).isEmpty();
    }
  }

  /** The broker that leads the first partition of the documents. */
  int leader() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(client)) {
      String documents = Topic.DOCUMENTS.name();
      Node leader =
          admin
              .describeTopics(List.of(documents))
              .allTopicNames()
              .get()
              .get(documents)
              .partitions()
              .get(0)
              .leader();
      return leader.id();
    }
  }

  /** Documents on the topic: more than were sent if a producer doubled any. */
  long documents() throws ExecutionException, InterruptedException {
    int partitions = ShippedTopics.of(Topic.DOCUMENTS).partitions();
    try (Admin admin = Admin.create(client)) {
      return admin
          .listOffsets(
              IntStream.range(0, partitions)
                  .mapToObj(p -> new TopicPartition(Topic.DOCUMENTS.name(), p))
                  .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest())))
          .all()
          .get()
          .values()
          .stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    }
  }

  /** Waits for the last label, says what came of the documents, and that it must add up. */
  void assertBalance(String after, int sent, SeenLabels seen)
      throws ExecutionException, InterruptedException {
    seen.await(sent);
    Balance balance = seen.balance(sent);
    System.out.printf("%s: %d sent, %d on the topic, %s%n", after, sent, documents(), balance);
    assertThat(documents()).isEqualTo(sent);
    assertThat(balance).isEqualTo(new Balance(sent, 0, 0, 0, 0));
  }
}
