package odia.admission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import odia.admission.TopicCheck.Doubt;
import odia.ops.Cluster;
import odia.ops.OpsException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * Lets a process begin: waits for the cluster and the topics of its role, then looks whether it has
 * the rights that its role needs and whether the topics are as they should be.
 */
public final class Admission {

  private static final int REQUEST_MILLIS = 10_000;

  private final Map<String, Object> client;
  private final Role role;
  private final Consumer<String> talk;
  private final Cluster cluster;
  private volatile int brokers = 1;

  /**
   * @param client settings of a Kafka client, bootstrap servers among them
   * @param role of the process
   * @param talk is told what is waited for, and what should be otherwise but can be lived with
   */
  public Admission(Map<String, Object> client, Role role, Consumer<String> talk) {
    this.client = Map.copyOf(client);
    this.role = role;
    this.talk = talk;
    this.cluster = new Cluster(client, talk);
  }

  /**
   * Blocks until cluster and topics are there.
   *
   * @param enough stops the waiting when it says so
   * @return whether everything is there
   * @throws OpsException if the process cannot work: what its user lacks, which topics are wrong,
   *     and what mends it
   */
  public boolean await(BooleanSupplier enough) {
    while (cluster.await(role.topics(), enough)) {
      if (look()) {
        return true;
      }
    }
    return false;
  }

  /** Whether it could look at everything; not, where the cluster has gone away again. */
  private boolean look() {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    try (Admin admin = Admin.create(settings)) {
      refuse("This user lacks rights that the role %s needs", lacking(admin));
      brokers = admin.describeCluster().nodes().get(REQUEST_MILLIS, TimeUnit.MILLISECONDS).size();
      List<Doubt> doubts = new TopicCheck(admin).doubts(role.topicsToCheck());
      refuse(
          "The role %s cannot work with these topics",
          doubts.stream().filter(Doubt::refused).map(Doubt::what).toList());
      doubts.forEach(doubt -> talk.accept(doubt.what()));
      return true;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      talk.accept("Kafka has gone away again (" + e.getMessage() + "), waiting");
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Brokers that were there when it was admitted. */
  public int brokers() {
    return brokers;
  }

  private List<String> lacking(Admin admin)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<String> lacking = new ArrayList<>(new OwnRights(admin).lacking(role.grants()));
    if (!lacking.isEmpty()) {
      lacking.add(
          "an administrator grants them with: odia acls apply --user %s=User:NAME"
              .formatted(role.name()));
    }
    return lacking;
  }

  private void refuse(String what, List<String> why) {
    if (!why.isEmpty()) {
      throw new OpsException(what.formatted(role.name()) + ":\n  " + String.join("\n  ", why));
    }
  }
}
