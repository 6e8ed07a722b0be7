package odia.follow;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import odia.admission.Admission;
import odia.admission.Names;
import odia.admission.Role;
import odia.event.Topic;
import odia.monitor.View;
import odia.ops.Component;
import odia.ops.OpsException;
import odia.registry.History;
import odia.registry.PromotionLog;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics on and on and tells the view, in two threads of its own: one for records, one
 * that asks the cluster how far everybody is. When Kafka goes away it says so, and goes on where it
 * was when Kafka is back.
 */
public final class Follower implements Component {

  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

  private static final List<String> TOPICS =
      List.of(
          Topic.DOCUMENTS.name(),
          Topic.CORRECTIONS.name(),
          Topic.EXAMPLES.name(),
          Topic.LABELS.name(),
          Topic.DEAD_LETTERS.name(),
          Topic.INSTANCES.name());

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ASK_EVERY = Duration.ofSeconds(2);
  private static final Duration REFUSED_PAUSE = Duration.ofSeconds(30);
  private static final Duration LOOK_FOR_PARTITIONS_EVERY = Duration.ofMinutes(1);
  private static final Duration LONGEST_QUESTION = Duration.ofSeconds(5);
  private static final long FEW_SECONDS_MILLIS = 8_000;

  private final FollowSettings settings;
  private final View view;
  private final Clock clock;
  private final Progress progress;
  private final Beginnings beginnings = new Beginnings();
  private final Intake intake;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread reader = new Thread(this::read, "follower");
  private final Thread asker = new Thread(this::ask, "follower-lag");
  private final Thread sampler = new Thread(this::sampleWeek, "follower-week");
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private volatile Map<TopicPartition, Long> positions = Map.of();
  private volatile List<Lag> lags = List.of();
  private volatile History history = History.NONE;
  private volatile long answeredAt; // milliseconds; 0 before the first answer
  private volatile String readerTrouble = "waiting for Kafka";
  private volatile String askerTrouble = "waiting for Kafka";

  public Follower(FollowSettings settings, View view, Clock clock) {
    this.settings = settings;
    this.view = view;
    this.clock = clock;
    this.progress = new Progress(settings.byDocument());
    this.intake = new Intake(view, beginnings, clock);
  }

  /** Does not wait for Kafka. */
  @Override
  public void start() {
    reader.start();
    asker.start();
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void read() {
    Names names = new Names(settings.classifierGroup(), settings.learnerGroup());
    Admission cluster =
        new Admission(
            settings.client(),
            Role.named("dashboard", names),
            said -> {
              readerTrouble = said;
              LOG.warn(said);
            });
    while (!isClosed() && admitted(cluster)) {
      if (sampler.getState() == Thread.State.NEW) {
        sampler.setDaemon(true);
        sampler.start();
      }
      try (KafkaConsumer<byte[], byte[]> made = consumer()) {
        consumer = made;
        follow(made);
      } catch (WakeupException e) {
        return; // closed
      } catch (KafkaException e) {
        readerTrouble = e.getMessage();
        LOG.error("The follower goes on with another consumer", e);
        pause();
      }
    }
  }

  /** What turns it away may be mended while it runs: it asks again, and says why meanwhile. */
  private boolean admitted(Admission cluster) {
    while (!isClosed()) {
      try {
        return cluster.await(this::isClosed);
      } catch (OpsException e) {
        readerTrouble = e.getMessage();
        LOG.error(e.getMessage());
        pause(REFUSED_PAUSE);
      }
    }
    return false;
  }

  /** Without it the week begins with this process. */
  private void sampleWeek() {
    try {
      WeekSample.read(settings.client(), view.mix(), clock, this::isClosed);
    } catch (KafkaException e) {
      LOG.warn("The labels of the last week cannot be sampled: {}", e.getMessage());
    }
  }

  private void pause() {
    pause(ASK_EVERY);
  }

  private void pause(Duration pause) {
    try {
      closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> client = new HashMap<>(settings.client());
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    // What partitions there are is asked of what the consumer knows.
    client.putIfAbsent(
        ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int) LOOK_FOR_PARTITIONS_EVERY.toMillis());
    client.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    client.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
    client.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(client, bytes, bytes);
  }

  private void follow(KafkaConsumer<byte[], byte[]> from) {
    assign(from, partitions(from));
    readerTrouble = null;
    long looked = clock.millis();
    while (!isClosed()) {
      from.poll(POLL).forEach(intake::take);
      intake.endOfRound();
      positions = positions(from);
      if (clock.millis() - looked > LOOK_FOR_PARTITIONS_EVERY.toMillis()) {
        looked = clock.millis();
        lookForPartitions(from);
      }
    }
  }

  private static Map<TopicPartition, Long> positions(KafkaConsumer<byte[], byte[]> from) {
    Map<TopicPartition, Long> now = new HashMap<>();
    from.assignment().forEach(partition -> now.put(partition, from.position(partition)));
    return now;
  }

  private void lookForPartitions(KafkaConsumer<byte[], byte[]> from) {
    try {
      List<TopicPartition> all = partitions(from);
      if (!from.assignment().containsAll(all)) {
        assign(from, all);
      }
    } catch (TimeoutException e) {
      LOG.debug("Kafka does not say which partitions there are; asked again later", e);
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> from) {
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : TOPICS) {
      from.partitionsFor(topic, LONGEST_QUESTION)
          .forEach(p -> all.add(new TopicPartition(topic, p.partition())));
    }
    return all;
  }

  private void assign(KafkaConsumer<byte[], byte[]> from, List<TopicPartition> all) {
    from.assign(all);
    beginnings.resume(from, positions);
    List<TopicPartition> added = all.stream().filter(p -> !beginnings.has(p)).toList();
    if (!added.isEmpty()) {
      beginnings.seek(from, added, settings.kept(), view);
    }
    positions = positions(from);
    LOG.info("following {} partitions of {} topics", all.size(), TOPICS.size());
  }

  private void ask() {
    while (!isClosed()) {
      try (Lags asked = new Lags(settings, clock);
          PromotionLog log = new PromotionLog(settings.client())) {
        do {
          ask(asked, log);
        } while (!closed.await(ASK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
      } catch (KafkaException e) {
        askerTrouble = doesNotAnswer(e); // its address may be unknown yet
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void ask(Lags asked, PromotionLog log) throws InterruptedException {
    try {
      Lags.Reading reading = asked.read();
      lags = reading.lags();
      progress.add(reading.moment());
      view.pace().lag(documentLag());
      log.poll(Duration.ofMillis(100));
      history = log.history();
      answeredAt = clock.millis();
      askerTrouble = null;
    } catch (ExecutionException | java.util.concurrent.TimeoutException | KafkaException e) {
      askerTrouble = doesNotAnswer(e);
    }
  }

  private static String doesNotAnswer(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return "Kafka does not answer: " + cause.getMessage();
  }

  /** How far behind everybody is, as of the last answer. */
  public List<Lag> lags() {
    return lags;
  }

  /** Documents that wait for the classifiers; null where nobody knows. */
  public Long documentLag() {
    List<Lag> documents =
        lags.stream().filter(lag -> lag.topic().equals(Topic.DOCUMENTS.name())).toList();
    return documents.stream().allMatch(lag -> lag.committed() == null)
        ? null
        : documents.stream().mapToLong(lag -> lag.lag() == null ? lag.end() : lag.lag()).sum();
  }

  /** The log of promotions, as of the last answer. */
  public History history() {
    return history;
  }

  /** Documents that lost their outcome. */
  public long lostDocuments() {
    synchronized (view.documents()) {
      return view.documents().lost(progress.documentsSettled(positions));
    }
  }

  /** Corrections that lost their outcome. */
  public long lostCorrections() {
    synchronized (view.correctionsLedger()) {
      return view.correctionsLedger().lost(progress.correctionsSettled(positions));
    }
  }

  /** Whether Kafka answers. */
  @Override
  public CheckResult check() {
    String wrong = readerTrouble == null ? askerTrouble : readerTrouble;
    if (wrong == null && clock.millis() - answeredAt >= FEW_SECONDS_MILLIS) {
      wrong = "Kafka has not answered for some seconds";
    }
    if (wrong == null && !reader.isAlive()) {
      wrong = "the follower has ended; its log says why";
    }
    return new CheckResult(wrong == null, wrong == null ? "Kafka answers" : wrong);
  }

  @Override
  public void close() {
    closed.countDown();
    KafkaConsumer<byte[], byte[]> now = consumer;
    if (now != null) {
      now.wakeup();
    } else {
      reader.interrupt(); // it waits for the cluster
    }
    if (askerTrouble != null) {
      asker.interrupt(); // it waits for an answer
    }
    join(reader);
    join(asker);
  }

  private static void join(Thread thread) {
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
