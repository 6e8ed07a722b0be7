package odia.admission;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import odia.ops.OpsException;
import odia.ops.Refusal;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/** Brings a cluster's ACLs of some users to what their roles need, and tells where they differ. */
public final class RightsAdmin {

  private static final int SECONDS = 30;

  /**
   * How a user's rights differ from what their roles need.
   *
   * @param missing needed, not there
   * @param more there, not needed; denials too
   */
  public record Difference(List<AclBinding> missing, List<AclBinding> more) {}

  private final Admin admin;

  /**
   * @param admin stays the caller's to close; its user may describe and alter the cluster
   */
  public RightsAdmin(Admin admin) {
    this.admin = admin;
  }

  /**
   * @param user as Kafka names them, e.g. {@code User:alice}
   * @param roles all that the user has
   */
  public Difference difference(String user, Collection<Role> roles) {
    Set<AclBinding> needed = new LinkedHashSet<>();
    roles.forEach(role -> needed.addAll(role.bindings(user)));
    AccessControlEntryFilter whose =
        new AccessControlEntryFilter(user, null, AclOperation.ANY, AclPermissionType.ANY);
    Set<AclBinding> found =
        new LinkedHashSet<>(
            get(
                admin
                    .describeAcls(new AclBindingFilter(ResourcePatternFilter.ANY, whose))
                    .values()));
    return new Difference(without(needed, found), without(found, needed));
  }

  private static List<AclBinding> without(Set<AclBinding> all, Set<AclBinding> others) {
    return all.stream()
        .filter(binding -> !others.contains(binding))
        .sorted(Comparator.comparing(RightsAdmin::words))
        .toList();
  }

  /** Grants these. */
  public void grant(List<AclBinding> missing) {
    get(admin.createAcls(missing).all());
  }

  /** Takes these away. */
  public void remove(List<AclBinding> more) {
    get(admin.deleteAcls(more.stream().map(AclBinding::toFilter).toList()).all());
  }

  /** One right in words. */
  public static String words(AclBinding binding) {
    Grant grant =
        new Grant(
            binding.pattern().resourceType(),
            binding.pattern().name(),
            binding.pattern().patternType() == PatternType.PREFIXED,
            Set.of(binding.entry().operation()));
    boolean denies = binding.entry().permissionType() == AclPermissionType.DENY;
    String host = binding.entry().host().equals("*") ? "" : " from " + binding.entry().host();
    return (denies ? "not " : "") + binding.entry().operation() + " on " + grant.resource() + host;
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SecurityDisabledException) {
        throw new OpsException(
            "This cluster has no authorizer, so everybody may do everything; set authorizer.class.name on its brokers and controllers",
            e);
      }
      String refusal = Refusal.of(e);
      throw new OpsException(
          refusal == null ? "Kafka refused: " + e.getCause().getMessage() : refusal, e);
    } catch (TimeoutException e) {
      throw new OpsException("Kafka did not answer within " + SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OpsException("Interrupted while asking Kafka", e);
    }
  }
}
