package odia.admission;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What may be done with one resource, or with all whose names begin alike.
 *
 * @param type of the resource
 * @param name of it, or the beginning of its name
 * @param prefix whether it is the beginning
 * @param may what may be done
 */
public record Grant(ResourceType type, String name, boolean prefix, Set<AclOperation> may) {

  /** As a name: every resource of the type. */
  private static final String ALL = ResourcePattern.WILDCARD_RESOURCE;

  /** One grant as its file has it: exactly one of the four names is there. */
  record Written(
      String topic,
      String group,
      String transactionalId,
      String cluster,
      @JsonProperty(required = true) List<AclOperation> may) {

    Grant with(Names names) {
      ResourceType type =
          topic != null
              ? ResourceType.TOPIC
              : group != null
                  ? ResourceType.GROUP
                  : transactionalId != null ? ResourceType.TRANSACTIONAL_ID : ResourceType.CLUSTER;
      String name =
          Stream.of(topic, group, transactionalId, cluster)
              .filter(given -> given != null)
              .findFirst()
              .orElseThrow();
      boolean prefix = name.endsWith("*") && !name.equals(ALL);
      String plain = prefix ? name.substring(0, name.length() - 1) : name;
      return new Grant(type, names.fill(plain), prefix, Set.copyOf(may));
    }
  }

  /** The right to read one topic. */
  public static Grant read(String topic) {
    return new Grant(ResourceType.TOPIC, topic, false, Set.of(AclOperation.READ));
  }

  /** Whether it is of one topic. */
  boolean isOfOneTopic() {
    return type == ResourceType.TOPIC && !prefix && !isOfAll();
  }

  boolean isOfAll() {
    return name.equals(ALL);
  }

  /** As Kafka keeps it, an entry an operation. */
  List<AclBinding> bindings(String user) {
    ResourcePattern pattern =
        new ResourcePattern(type, name, prefix ? PatternType.PREFIXED : PatternType.LITERAL);
    return may.stream()
        .sorted()
        .map(op -> new AccessControlEntry(user, "*", op, AclPermissionType.ALLOW))
        .map(entry -> new AclBinding(pattern, entry))
        .toList();
  }

  /** The resource in words, with what of it is lacking. */
  String lacking(Set<AclOperation> operations) {
    return words(operations) + " on " + resource();
  }

  /** The resource in words. */
  public String resource() {
    String kind = type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return kind + " " + name + (prefix ? "*" : "");
  }

  /** Operations in words, always in the same order. */
  public static String words(Set<AclOperation> operations) {
    return operations.stream().sorted().map(Enum::name).collect(Collectors.joining(", "));
  }
}
