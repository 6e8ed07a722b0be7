package odia.admission;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import odia.ops.OpsException;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What a process or person does with the cluster, and the least rights for it.
 *
 * @param name as the file of rights has it
 * @param does in words
 * @param grants rights
 */
public record Role(String name, String does, List<Grant> grants) {

  private static final YAMLMapper YAML = new YAMLMapper();

  /** The file. */
  private record Written(Map<String, WrittenRole> roles) {}

  private record WrittenRole(String does, List<Grant.Written> grants) {}

  /** The roles this program was built with, by name, in the order of their file. */
  public static Map<String, Role> all(Names names) {
    Written written;
    try (InputStream in = Role.class.getResourceAsStream("/topics/acls.yaml")) {
      written = YAML.readValue(in, Written.class);
    } catch (IOException e) {
      throw new IllegalStateException("The program lacks its topics/acls.yaml", e);
    }
    Map<String, Role> roles = new LinkedHashMap<>();
    written.roles.forEach(
        (name, role) ->
            roles.put(
                name,
                new Role(name, role.does, role.grants.stream().map(g -> g.with(names)).toList())));
    return roles;
  }

  /**
   * @throws OpsException if there is no such role
   */
  public static Role named(String name, Names names) {
    Map<String, Role> all = all(names);
    Role role = all.get(name);
    if (role == null) {
      throw new OpsException("There is no role " + name + "; there are " + all.keySet());
    }
    return role;
  }

  /** The same role where it only reads one topic. */
  public Role reading(String topic) {
    return new Role(name, does, List.of(Grant.read(topic)));
  }

  /** Topics that must be there for it. */
  List<String> topics() {
    return grants.stream().filter(Grant::isOfOneTopic).map(Grant::name).toList();
  }

  /** Topics whose settings it can look at, and looks at. */
  List<String> topicsToCheck() {
    return grants.stream()
        .filter(Grant::isOfOneTopic)
        .filter(grant -> grant.may().contains(AclOperation.DESCRIBE_CONFIGS))
        .map(Grant::name)
        .toList();
  }

  /** As Kafka keeps its rights. */
  public List<AclBinding> bindings(String user) {
    return grants.stream().flatMap(g -> g.bindings(user).stream()).collect(Collectors.toList());
  }
}
