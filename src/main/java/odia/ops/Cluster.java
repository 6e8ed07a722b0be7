package odia.ops;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Waits for a Kafka cluster and its topics, saying what it waits for and what would help. */
public final class Cluster {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int REQUEST_MILLIS = 3_000;

  private final Map<String, Object> client;
  private final Consumer<String> talk;

  /**
   * @param client settings of a Kafka client, bootstrap servers among them
   * @param talk is told what is waited for
   */
  public Cluster(Map<String, Object> client, Consumer<String> talk) {
    this.client = Map.copyOf(client);
    this.talk = talk;
  }

  /**
   * Blocks until the cluster answers and has these topics. No limit but the caller's: an absent
   * cluster is not a mistake.
   *
   * @param enough stops the waiting when it says so
   * @return whether everything is there
   * @throws OpsException if no waiting helps: the cluster turns this client away, or it speaks TLS
   *     where this client does not, or the reverse, or the client's settings cannot be used
   */
  public boolean await(Collection<String> topics, BooleanSupplier enough) {
    Duration pause = FIRST_PAUSE;
    String said = "";
    while (!enough.getAsBoolean()) {
      String missing = missing(topics);
      if (missing.isEmpty()) {
        return true;
      }
      if (!missing.equals(said) || pause.equals(LONGEST_PAUSE)) {
        talk.accept(missing);
        said = missing;
      }
      if (!sleep(pause)) {
        return false;
      }
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
    return false;
  }

  /**
   * Looks once, for who does not wait: an absent cluster is fine.
   *
   * @throws OpsException if no waiting would help
   */
  public void refuseWhatIsHopeless() {
    missing(Set.of());
  }

  /** What is missing, in words; empty where nothing is. */
  private String missing(Collection<String> topics) {
    try (Admin admin = admin()) {
      if (admin == null) {
        return absent("nobody knows this host");
      }
      TreeSet<String> absent = new TreeSet<>(topics);
      absent.removeAll(admin.listTopics().names().get(REQUEST_MILLIS, TimeUnit.MILLISECONDS));
      absent.removeAll(hidden(admin, absent));
      return absent.isEmpty()
          ? ""
          : "Kafka at %s lacks the topics %s; make them with: ./odia topics apply --bootstrap %s (waiting)"
              .formatted(servers(), absent, servers());
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String refusal = Refusal.of(e);
      if (refusal != null) {
        throw new OpsException(refusal, e);
      }
      return absent(reason(cause) + wrongDoor());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private Object servers() {
    return client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
  }

  private String absent(String why) {
    return "Kafka does not answer at %s (%s); start it, or name another with --bootstrap or KAFKA_BOOTSTRAP_SERVERS (waiting)"
        .formatted(servers(), why);
  }

  /** Null where no server's name is known (yet). */
  private Admin admin() {
    try {
      return Admin.create(withTimeouts());
    } catch (KafkaException e) {
      String why = Refusal.messages(e);
      if (why.contains("bootstrap")) {
        return null;
      }
      throw new OpsException(
          "Kafka's client cannot use its settings (%s); mend them in the file that ODIA_KAFKA_CONFIG names"
              .formatted(quotable(why)),
          e);
    }
  }

  /** What Kafka says of a login that it cannot parse has a piece of it, maybe of the password. */
  private static String quotable(String why) {
    return why.toUpperCase(Locale.ROOT).contains("JAAS")
        ? "sasl.jaas.config is not as it must be; not quoted, it holds a secret"
        : why;
  }

  /**
   * Kafka lists only what a client may see. Asked by name it says that there may be more; what
   * rights are lacking is another question than what is there.
   */
  private static Set<String> hidden(Admin admin, Collection<String> absent)
      throws InterruptedException, TimeoutException, ExecutionException {
    Set<String> hidden = new TreeSet<>();
    for (var asked : admin.describeTopics(absent).topicNameValues().entrySet()) {
      try {
        asked.getValue().get(REQUEST_MILLIS, TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TopicAuthorizationException) {
          hidden.add(asked.getKey());
        } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return hidden;
  }

  /**
   * A word more on why it does not answer, where something does.
   *
   * @throws OpsException where the other side speaks TLS and this one does not, or the reverse
   */
  private String wrongDoor() {
    Object set = client.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    String protocol = set == null ? CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL : set.toString();
    boolean tls = protocol.toUpperCase(Locale.ROOT).endsWith("SSL"); // Kafka takes either
    for (String server : servers().toString().split("\\s*,\\s*")) {
      int colon = server.lastIndexOf(':');
      InetSocketAddress address =
          new InetSocketAddress(
              server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
      PortProbe.Found found = PortProbe.at(address);
      if (found == (tls ? PortProbe.Found.PLAIN : PortProbe.Found.TLS)) {
        throw new OpsException(
            "Kafka at %s %s, but security.protocol is %s; set %s in the file that ODIA_KAFKA_CONFIG names"
                .formatted(
                    server,
                    tls ? "does not speak TLS" : "demands TLS",
                    protocol,
                    tls ? "PLAINTEXT or SASL_PLAINTEXT" : "SSL or SASL_SSL"));
      }
      if (found != PortProbe.Found.NOBODY) {
        return ", yet something listens there; security.protocol is " + protocol + " here";
      }
    }
    return "";
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return cause.getClass().getSimpleName().replace("Exception", "")
        + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
  }

  private Map<String, Object> withTimeouts() {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    return settings;
  }

  private static boolean sleep(Duration pause) {
    try {
      return !new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
