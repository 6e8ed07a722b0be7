package odia.ops;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/**
 * Why Kafka turns a client away for good, in words with the mend: who it is, how it connects, or
 * what it may do. No waiting mends these. The words hold no secret.
 */
public final class Refusal {

  private static final String FILE = "in the file that ODIA_KAFKA_CONFIG names";

  private Refusal() {}

  /** In words, or null where the failure, with all its causes, is no refusal. */
  public static String of(Throwable failure) {
    for (Throwable now = failure; now != null; now = now.getCause()) {
      if (now instanceof SslAuthenticationException) {
        return tls(now);
      }
      if (now instanceof AuthenticationException) {
        return "Kafka refuses this user (%s); mend sasl.mechanism, and username and password in sasl.jaas.config, %s"
            .formatted(now.getMessage(), FILE);
      }
      if (now instanceof AuthorizationException) {
        return "This user lacks rights on "
            + what(now)
            + "; \"odia acls check\" says which, and \"odia acls apply\" grants them";
      }
    }
    return null;
  }

  private static String what(Throwable refused) {
    if (refused instanceof TopicAuthorizationException topics) {
      Collection<String> names = topics.unauthorizedTopics();
      if (names.isEmpty()) {
        return "a topic (" + refused.getMessage() + ")";
      }
      return "the topic" + (names.size() == 1 ? " " : "s ") + String.join(", ", names);
    }
    if (refused instanceof GroupAuthorizationException group) {
      return "the consumer group " + group.groupId() + " (operation READ)";
    }
    return refused instanceof TransactionalIdAuthorizationException
        ? "its transactional id (operation WRITE)"
        : "the cluster (" + refused.getMessage() + ")";
  }

  private static String tls(Throwable refused) {
    String said = messages(refused);
    String lower = said.toLowerCase(Locale.ROOT);
    String mend = "mend the settings ssl.* " + FILE;
    if (lower.contains("pkix") || lower.contains("trustanchor")) {
      mend =
          "put the certificate of who issued it into the store that ssl.truststore.location names, "
              + FILE;
    } else if (lower.contains("subject alternative") || lower.contains("no name matching")) {
      mend =
          "the broker's certificate is for another name: use that name in KAFKA_BOOTSTRAP_SERVERS, or let the broker have one for this name";
    } else if (lower.contains("certificate")) {
      mend = "if the broker demands a certificate of ours, set ssl.keystore.location, " + FILE;
    }
    return "No trusted TLS connection to Kafka (%s); %s".formatted(said, mend);
  }

  /** What it and its causes say, each once, the outermost first. */
  static String messages(Throwable failure) {
    Set<String> said = new LinkedHashSet<>();
    for (Throwable now = failure; now != null; now = now.getCause()) {
      String message = now.getMessage() == null ? now.getClass().getSimpleName() : now.getMessage();
      String line = message.lines().findFirst().orElse("");
      if (said.stream().noneMatch(before -> line.contains(before) || before.contains(line))) {
        said.add(line);
      }
    }
    return String.join(": ", said);
  }

  /** Whether Kafka's client says so: something outside is amiss, not this program. */
  public static boolean isKafkas(Exception e) {
    return e instanceof KafkaException;
  }
}
