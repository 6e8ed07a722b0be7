package odia.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import odia.event.Instance;
import odia.event.Json;
import odia.event.Topic;
import odia.ops.Cluster;
import odia.ops.Component;
import odia.ops.OpsException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every few seconds on {@code odia.instances} how this process is, and when it closes that it
 * has ended. In a thread of its own, which nobody waits for: while Kafka is away nothing is said,
 * and the process goes on.
 */
public final class InstanceReporter implements Component {

  private static final Logger LOG = LoggerFactory.getLogger(InstanceReporter.class);

  private static final Duration PERIOD = Duration.ofSeconds(Instance.PERIOD_SECONDS);

  /** What is not sent by then is old; the next report says more. */
  private static final int SEND_MILLIS = 3_000;

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private static final int LONGEST_DETAIL = 4_000;

  /**
   * How the process is at a moment.
   *
   * @param detail in words, a line a part, free of secrets and texts
   * @param modelVersion that it labels with; null where it does not label
   * @param training what is trained in it; null where nothing is
   */
  public record State(boolean ok, String detail, String modelVersion, Instance.Training training) {}

  private final Map<String, Object> client;
  private final List<String> roles;
  private final Supplier<State> state;
  private final Duration period;
  private final Clock clock = Clock.systemUTC();
  private final Instant startedAt = clock.instant();
  private final String host = hostName();
  private final String id =
      "%s-%d-%04x"
          .formatted(
              host, ProcessHandle.current().pid(), ThreadLocalRandom.current().nextInt(1 << 16));
  private final Thread thread = new Thread(this::run, "instance-reporter");
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean waiting = true;
  private volatile String said = "waiting for Kafka";

  /**
   * @param client settings of a Kafka client
   * @param roles what the process does: classifier, learner, dashboard
   * @param state is asked each time, in the reporter's thread
   */
  public InstanceReporter(Map<String, Object> client, List<String> roles, Supplier<State> state) {
    this(client, roles, state, PERIOD);
  }

  InstanceReporter(
      Map<String, Object> client, List<String> roles, Supplier<State> state, Duration period) {
    this.client = Map.copyOf(client);
    this.roles = List.copyOf(roles);
    this.state = state;
    this.period = period;
    thread.setDaemon(true);
  }

  private static String hostName() {
    String given = System.getenv("HOSTNAME");
    try {
      return given == null || given.isBlank() ? InetAddress.getLocalHost().getHostName() : given;
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  /** The name under which the process is known, new with every start. */
  public String id() {
    return id;
  }

  /** Begins to report; does not wait for Kafka. */
  @Override
  public void start() {
    thread.start();
  }

  private void run() {
    Cluster cluster = new Cluster(client, LOG::debug); // who needs it more says so
    try {
      if (!cluster.await(List.of(Topic.INSTANCES.name()), () -> closed.getCount() == 0)) {
        return;
      }
    } catch (OpsException e) {
      said = "nothing: " + e.getMessage();
      LOG.debug("This process is not reported: {}", e.getMessage());
      return;
    }
    waiting = false;
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      do {
        send(producer, Json.bytes(now()));
      } while (!closed.await(period.toMillis(), TimeUnit.MILLISECONDS));
      send(producer, null);
      producer.close(CLOSE_WITHIN);
    } catch (InterruptedException | InterruptException e) {
      LOG.debug("Interrupted; who reads takes this process for gone");
    } catch (KafkaException e) {
      said = "nothing: " + e.getMessage();
      LOG.warn("This process is not reported", e);
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, SEND_MILLIS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, SEND_MILLIS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, SEND_MILLIS);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.ACKS_CONFIG, "1");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(settings, bytes, bytes);
  }

  private void send(KafkaProducer<byte[], byte[]> producer, byte[] value) {
    producer.send(
        new ProducerRecord<>(Topic.INSTANCES.name(), 0, id.getBytes(UTF_8), value),
        (place, failure) -> said = failure == null ? "all is said" : failure.getMessage());
  }

  private Instance now() {
    State now = state();
    String detail = now.detail;
    String shown =
        detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…";
    return new Instance(
        id, roles, host, startedAt, clock.instant(), now.ok, shown, now.modelVersion, now.training);
  }

  /** A part that fails to say how it is is not well, and others shall know. */
  private State state() {
    try {
      return state.get();
    } catch (RuntimeException e) {
      LOG.error("This process cannot say how it is", e);
      return new State(false, "cannot say how it is: " + e, null, null);
    }
  }

  /** Always well: the process does what it is for without being heard of. */
  @Override
  public CheckResult check() {
    return new CheckResult(true, "reports as " + id + ": " + said);
  }

  /** Says that the process has ended, if Kafka is there. */
  @Override
  public void close() {
    closed.countDown();
    if (waiting) {
      thread.interrupt();
    }
    try {
      thread.join(CLOSE_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
