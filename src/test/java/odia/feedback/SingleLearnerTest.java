package odia.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SingleLearnerTest {

  private static final String TOPIC = "odia.examples";

  private static Cluster cluster(int partitions) {
    List<PartitionInfo> infos = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      infos.add(new PartitionInfo(TOPIC, i, Node.noNode(), new Node[0], new Node[0]));
    }
    return new Cluster("c", List.of(), infos, Set.of(), Set.of());
  }

  private static List<TopicPartition> partitions(int from, int to) {
    List<TopicPartition> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      all.add(new TopicPartition(TOPIC, i));
    }
    return all;
  }

  private static Map<String, List<TopicPartition>> assign(
      int partitions, Map<String, List<TopicPartition>> owned) {
    Map<String, Subscription> members = new HashMap<>();
    owned.forEach((name, has) -> members.put(name, new Subscription(List.of(TOPIC), null, has)));
    Map<String, Assignment> assignments =
        new SingleLearner()
            .assign(cluster(partitions), new GroupSubscription(members))
            .groupAssignment();
    Map<String, List<TopicPartition>> plain = new HashMap<>();
    assignments.forEach((name, assignment) -> plain.put(name, assignment.partitions()));
    return plain;
  }

  @Test
  void oneOfManyGetsAllAndTheOthersAnEmptyAssignment() {
    assertThat(assign(6, Map.of("a", List.of(), "b", List.of(), "c", List.of())))
        .isEqualTo(Map.of("a", List.of(), "b", List.of(), "c", partitions(0, 6)));
  }

  @Test
  void whoHasThemKeepsThemWhenOthersCome() {
    assertThat(assign(6, Map.of("a", partitions(0, 6), "b", List.of(), "z", List.of())))
        .containsEntry("a", partitions(0, 6));
  }

  @Test
  void newPartitionsGoToWhoHasTheOthers() {
    assertThat(assign(8, Map.of("a", partitions(0, 6), "z", List.of())))
        .containsEntry("a", partitions(0, 8));
  }

  @Test
  void aTopicThatIsNotThereYetAssignsNothing() {
    assertThat(assign(0, Map.of("a", List.of()))).isEqualTo(Map.of("a", List.of()));
  }

  @Test
  void aPartitionIsNeverTakenFromAMemberThatStillHasIt() {
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      Map<String, List<TopicPartition>> owned = new HashMap<>();
      List.of("a", "b", "c").forEach(name -> owned.put(name, new ArrayList<>()));
      for (TopicPartition partition : partitions(0, 6)) {
        owned.get(List.of("a", "b", "c").get(random.nextInt(3))).add(partition);
      }
      for (int again = 0; again < 2; again++) {
        Map<String, List<TopicPartition>> next = assign(6, owned);
        next.forEach(
            (name, has) -> assertThat(Collections.disjoint(has, others(owned, name))).isTrue());
        owned.putAll(next);
      }
      assertThat(owned.values()).filteredOn(has -> has.size() == 6).hasSize(1);
    }
  }

  private static Set<TopicPartition> others(Map<String, List<TopicPartition>> owned, String name) {
    Set<TopicPartition> others = new HashSet<>();
    owned.forEach((other, has) -> others.addAll(other.equals(name) ? List.of() : has));
    return others;
  }
}
