package odia.ops;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Transactions that a partition holds open and no coordinator knows (KIP-664). Nobody ever ends
 * them: who reads committed records stops before them for ever, and a consumer whose offsets are
 * part of one cannot begin.
 *
 * <p>They come about when a coordinator ends a transaction at a moment when a partition has no
 * leader: it takes the partition for deleted and leaves out its marker. So it is when a broker
 * comes back, its partitions have no leader yet, and what was under way has outlived its time-out;
 * the fewer brokers there are, the more easily.
 */
public final class HangingTransactions {

  private final Admin admin;

  public HangingTransactions(Admin admin) {
    this.admin = admin;
  }

  /**
   * One of them in one partition.
   *
   * @param startOffset of its first record: readers of committed records stop here
   */
  public record Hanging(
      TopicPartition partition,
      long producerId,
      short producerEpoch,
      int coordinatorEpoch,
      long startOffset) {

    private static Hanging of(TopicPartition partition, ProducerState state) {
      return new Hanging(
          partition,
          state.producerId(),
          (short) state.producerEpoch(),
          state.coordinatorEpoch().orElse(0),
          state.currentTransactionStartOffset().getAsLong());
    }
  }

  /**
   * Blocks until every partition has a leader: from then on nothing is left out any more.
   *
   * @throws OpsException if one has none by then, or Kafka does not answer
   */
  void awaitLeaders(Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    try {
      while (topics().stream().anyMatch(HangingTransactions::lacksLeader)) {
        if (System.nanoTime() > deadline) {
          throw new OpsException(
              "Some partitions have no leader, after " + within.toSeconds() + " s");
        }
        Thread.sleep(100);
      }
    } catch (ExecutionException e) {
      throw new OpsException("Topics cannot be listed: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean lacksLeader(TopicDescription topic) {
    return topic.partitions().stream().anyMatch(HangingTransactions::lacksLeader);
  }

  private static boolean lacksLeader(TopicPartitionInfo partition) {
    return partition.leader() == null || partition.leader().isEmpty();
  }

  /**
   * All of them, in all topics and Kafka's own. Partitions without a leader are left out.
   *
   * @throws OpsException if Kafka does not answer
   */
  public List<Hanging> find() {
    try {
      Set<Hanging> open = open(partitions());
      if (open.isEmpty()) {
        return List.of();
      }
      Map<Long, Set<TopicPartition>> known = known(open);
      open.removeIf(h -> known.getOrDefault(h.producerId(), Set.of()).contains(h.partition()));
      // One that ended in the regular way between the two questions is not open any more.
      open.retainAll(open(open.stream().map(Hanging::partition).distinct().toList()));
      return List.copyOf(open);
    } catch (ExecutionException e) {
      throw new OpsException("Transactions cannot be listed: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /**
   * Finds and aborts them: their records are never seen by who reads committed records, and what
   * they were made from is processed again, since its offsets go the same way.
   *
   * @return those that were aborted
   * @throws OpsException if Kafka does not answer or refuses
   */
  public List<Hanging> abort() {
    List<Hanging> found = find();
    for (Hanging one : found) {
      try {
        admin
            .abortTransaction(
                new AbortTransactionSpec(
                    one.partition(), one.producerId(), one.producerEpoch(), one.coordinatorEpoch()))
            .all()
            .get();
      } catch (ExecutionException e) {
        throw new OpsException(one + " cannot be aborted: " + e.getCause().getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of();
      }
    }
    return found;
  }

  private List<TopicPartition> partitions() throws ExecutionException, InterruptedException {
    List<TopicPartition> partitions = new ArrayList<>();
    for (TopicDescription topic : topics()) {
      topic.partitions().stream()
          .filter(partition -> !lacksLeader(partition))
          .forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
    }
    return partitions;
  }

  private Collection<TopicDescription> topics() throws ExecutionException, InterruptedException {
    Set<String> names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    return admin.describeTopics(names).allTopicNames().get().values();
  }

  private Set<Hanging> open(Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    Set<Hanging> open = new HashSet<>();
    Map<TopicPartition, PartitionProducerState> states =
        admin.describeProducers(partitions).all().get();
    states.forEach(
        (partition, state) ->
            state.activeProducers().stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .forEach(producer -> open.add(Hanging.of(partition, producer))));
    return open;
  }

  /** What the coordinators are going to end, by producer. */
  private Map<Long, Set<TopicPartition>> known(Set<Hanging> open)
      throws ExecutionException, InterruptedException {
    Set<Long> producers = new HashSet<>();
    open.forEach(one -> producers.add(one.producerId()));
    ListTransactionsOptions theirs = new ListTransactionsOptions().filterProducerIds(producers);
    List<String> ids =
        admin.listTransactions(theirs).all().get().stream()
            .map(TransactionListing::transactionalId)
            .toList();
    Map<Long, Set<TopicPartition>> known = new HashMap<>();
    for (TransactionDescription transaction :
        admin.describeTransactions(ids).all().get().values()) {
      known
          .computeIfAbsent(transaction.producerId(), id -> new HashSet<>())
          .addAll(transaction.topicPartitions());
    }
    return known;
  }
}
