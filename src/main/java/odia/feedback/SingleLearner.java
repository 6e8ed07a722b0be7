package odia.feedback;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives all partitions to one learner, the one that has them already: a training set cannot be
 * shared out. The others stand by and take over when it dies.
 */
public final class SingleLearner implements ConsumerPartitionAssignor {

  @Override
  public String name() {
    return "odia-single-learner";
  }

  /** Cooperative, so that who has the partitions keeps them, undisturbed, when others come. */
  @Override
  public List<RebalanceProtocol> supportedProtocols() {
    return List.of(RebalanceProtocol.COOPERATIVE, RebalanceProtocol.EAGER);
  }

  @Override
  public GroupAssignment assign(Cluster cluster, GroupSubscription group) {
    Map<String, Subscription> members = group.groupSubscription();
    String chosen = chosen(members);
    Map<String, Assignment> assignments = new HashMap<>();
    members.keySet().forEach(member -> assignments.put(member, new Assignment(List.of())));
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : members.get(chosen).topics()) {
      cluster
          .partitionsForTopic(topic)
          .forEach(info -> all.add(new TopicPartition(topic, info.partition())));
    }
    all.removeAll(ownedByOthers(members, chosen));
    assignments.put(chosen, new Assignment(all));
    return new GroupAssignment(assignments);
  }

  private static String chosen(Map<String, Subscription> members) {
    Comparator<Map.Entry<String, Subscription>> mostOwned =
        Comparator.comparingInt(e -> e.getValue().ownedPartitions().size());
    return members.entrySet().stream()
        .max(mostOwned.thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  /** What others still have: they give it up first, and then this is asked again. */
  private static Set<TopicPartition> ownedByOthers(
      Map<String, Subscription> members, String chosen) {
    Set<TopicPartition> owned = new HashSet<>();
    members.values().forEach(member -> owned.addAll(member.ownedPartitions()));
    owned.removeAll(Set.copyOf(members.get(chosen).ownedPartitions()));
    return owned;
  }
}
