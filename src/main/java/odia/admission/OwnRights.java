package odia.admission;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.internals.Topic;

/**
 * What a user may do, as the cluster tells the user itself: Kafka's errors name the resource but
 * not the operation, and come one at a time, in the middle of the work.
 */
final class OwnRights {

  private static final int SECONDS = 10;

  private final Admin admin;

  OwnRights(Admin admin) {
    this.admin = admin;
  }

  /** Which of these are lacking, in words; empty on a cluster that lets everybody do everything. */
  List<String> lacking(List<Grant> grants)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<String> lacking = new ArrayList<>();
    for (Grant grant : grants) {
      Set<AclOperation> missing = EnumSet.copyOf(grant.may());
      missing.removeAll(granted(grant));
      if (!missing.isEmpty()) {
        lacking.add(grant.lacking(missing));
      }
    }
    return lacking;
  }

  /** What is granted of what is asked for; all of it where the cluster cannot be asked. */
  private Set<AclOperation> granted(Grant grant)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      Set<AclOperation> told =
          switch (grant.type()) {
            case TOPIC -> ofTopic(grant);
            case GROUP -> ofGroup(grant);
            case TRANSACTIONAL_ID -> ofTransactionalId(grant);
            case CLUSTER -> ofCluster();
            default -> null;
          };
      return told == null ? grant.may() : told;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return Set.of();
      }
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw e;
      }
      return grant.may(); // not there yet, so it says nothing of rights
    }
  }

  private Set<AclOperation> ofTopic(Grant grant)
      throws ExecutionException, TimeoutException, InterruptedException {
    if (grant.prefix()) {
      return ofTopics(grant);
    }
    String name = grant.isOfAll() ? Topic.GROUP_METADATA_TOPIC_NAME : grant.name();
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    return get(admin.describeTopics(List.of(name), options).allTopicNames())
        .get(name)
        .authorizedOperations();
  }

  /** Asks whether one of that name could be made, which makes none. */
  private Set<AclOperation> ofTopics(Grant grant)
      throws ExecutionException, TimeoutException, InterruptedException {
    if (grant.may().contains(AclOperation.CREATE)) {
      NewTopic topic = new NewTopic(grant.name() + "rights", 1, (short) 1);
      CreateTopicsOptions options = new CreateTopicsOptions().validateOnly(true);
      get(admin.createTopics(List.of(topic), options).all());
    }
    return null;
  }

  private Set<AclOperation> ofGroup(Grant grant)
      throws ExecutionException, TimeoutException, InterruptedException {
    if (grant.prefix()) {
      return null;
    }
    DescribeConsumerGroupsOptions options =
        new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
    return get(admin.describeConsumerGroups(List.of(grant.name()), options).all())
        .get(grant.name())
        .authorizedOperations();
  }

  private Set<AclOperation> ofTransactionalId(Grant grant)
      throws ExecutionException, TimeoutException, InterruptedException {
    String id = grant.isOfAll() ? "odia-rights" : grant.name() + (grant.prefix() ? "rights" : "");
    Map<String, ?> told = get(admin.describeTransactions(List.of(id)).all());
    return told.isEmpty() ? Set.of() : null;
  }

  private Set<AclOperation> ofCluster()
      throws ExecutionException, TimeoutException, InterruptedException {
    DescribeClusterOptions options = new DescribeClusterOptions().includeAuthorizedOperations(true);
    return get(admin.describeCluster(options).authorizedOperations());
  }

  private static <T> T get(KafkaFuture<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(SECONDS, TimeUnit.SECONDS);
  }
}
