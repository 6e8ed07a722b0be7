package odia.ops;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

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

  /** What is missing, in words; empty where nothing is. */
  private String missing(Collection<String> topics) {
    Object servers = client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    try (Admin admin = Admin.create(withTimeouts())) {
      TreeSet<String> absent = new TreeSet<>(topics);
      absent.removeAll(admin.listTopics().names().get(REQUEST_MILLIS, TimeUnit.MILLISECONDS));
      return absent.isEmpty()
          ? ""
          : "Kafka at %s lacks the topics %s; make them with: ./odia topics apply --bootstrap %s (waiting)"
              .formatted(servers, absent, servers);
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return "Kafka does not answer at %s (%s); start it, or name another with --bootstrap or KAFKA_BOOTSTRAP_SERVERS (waiting)"
          .formatted(servers, reason(cause));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
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
