package odia.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import odia.event.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Documents at a steady rate whatever happens, and for each of them when it was sent, when and how
 * often it had an outcome, as seen by a consumer that reads committed records only.
 */
final class Load implements AutoCloseable {

  private static final int MOST = 2_000_000;
  private static final byte[] GOOD = "{\"text\":\"ଆଜି ଦଳ ଖେଳ ଜିତିଲା\"}".getBytes(UTF_8);

  /** Later than this is no normal time for a label to take: it was waited for. */
  private static final long DISTURBED_NANOS = Duration.ofSeconds(2).toNanos();

  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(3);

  private final long[] sentAt = new long[MOST];
  private final long[] seenAt = new long[MOST];
  private final byte[] labels = new byte[MOST];
  private final byte[] deadLetters = new byte[MOST];
  private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final BiFunction<Integer, byte[], ProducerRecord<byte[], byte[]>> record;
  private Thread sender;
  private Thread reader;
  private volatile boolean sending;
  private volatile boolean reading = true;
  private volatile int sent;
  private volatile int seen;

  Load(Map<String, Object> client) {
    this(client, (i, key) -> new ProducerRecord<>(Topic.DOCUMENTS.name(), key, GOOD));
  }

  /**
   * @param record the one to send with a number and a key
   */
  Load(
      Map<String, Object> client,
      BiFunction<Integer, byte[], ProducerRecord<byte[], byte[]>> record) {
    this.record = record;
    Map<String, Object> patient = new HashMap<>(client);
    patient.put("delivery.timeout.ms", 900_000);
    patient.put("max.block.ms", 900_000);
    patient.put("linger.ms", 5);
    producer = new KafkaProducer<>(patient, new ByteArraySerializer(), new ByteArraySerializer());
    Map<String, Object> committed = new HashMap<>(client);
    committed.put("isolation.level", "read_committed");
    committed.put("default.api.timeout.ms", 900_000);
    consumer =
        new KafkaConsumer<>(committed, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  void start(int perSecond) {
    start(perSecond, MOST);
  }

  /**
   * @param most documents to send; no more than those
   */
  void start(int perSecond, int most) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic<?> topic : List.of(Topic.LABELS, Topic.DEAD_LETTERS)) {
      partitions(topic.name())
          .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    sending = true;
    sender = new Thread(() -> send(perSecond, most), "load-sender");
    reader = new Thread(this::read, "load-reader");
    sender.start();
    reader.start();
  }

  /** Of several brokers, one may not have heard yet of a topic that was just made. */
  private List<PartitionInfo> partitions(String topic) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> consumer.partitionsFor(topic), found -> !found.isEmpty());
  }

  private void send(int perSecond, int most) {
    long start = System.nanoTime();
    try {
      while (sending && sent < most) {
        long due = (System.nanoTime() - start) * perSecond / 1_000_000_000L;
        while (sent < Math.min(due, most) && sending) {
          sendOne(sent);
          sent++;
        }
        Thread.sleep(5); // the pace of the load, nothing that a test waits for
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }

  private void sendOne(int number) {
    sentAt[number] = System.nanoTime();
    byte[] key = Integer.toString(number).getBytes(UTF_8);
    producer.send(
        record.apply(number, key),
        (metadata, failure) -> {
          if (failure != null) {
            failures.add(failure);
          }
        });
  }

  private void read() {
    while (reading) {
      for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(100))) {
        take(one);
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> one) {
    int number = Integer.parseInt(new String(one.key(), UTF_8));
    byte[] counts = one.topic().equals(Topic.LABELS.name()) ? labels : deadLetters;
    counts[number]++;
    if (seenAt[number] == 0) {
      seenAt[number] = System.nanoTime();
      seen++; // written by this thread alone
    }
  }

  int sent() {
    return sent;
  }

  /** Documents that have one. */
  int outcomes() {
    return seen;
  }

  /** Until so many have been sent in all, and all of them have an outcome. */
  void awaitOutcomesOf(int documents) {
    await(Duration.ofMinutes(6), () -> sent >= documents && unseenBefore(documents) == 0);
  }

  /** Until so many documents have an outcome. */
  void awaitOutcomes(int documents, Duration atMost) {
    await(atMost, () -> seen >= documents);
  }

  /** That records are missing is no matter of patience: who runs a test once more must know. */
  private void await(Duration atMost, Callable<Boolean> condition) {
    try {
      Awaitility.await().atMost(atMost).until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("without an outcome: " + Arrays.toString(missing()), e);
    }
  }

  /** Until all that was sent up to now has an outcome. */
  void awaitOutcomes() {
    awaitOutcomesOf(sent);
  }

  private long unseenBefore(int documents) {
    return IntStream.range(0, documents).filter(i -> seenAt[i] == 0).count();
  }

  /** Sends no more, and awaits an outcome for everything; late duplicates too. */
  Balance end() throws InterruptedException {
    sending = false;
    sender.join();
    producer.flush();
    int before = -1;
    while (seen < sent && seen > before) { // the balance says which are missing in the end
      before = seen;
      awaitMoreThan(before);
    }
    awaitQuiet();
    return balance();
  }

  private void awaitMoreThan(int outcomes) {
    try {
      Awaitility.await().atMost(LONGEST_SILENCE).until(() -> seen > outcomes);
    } catch (ConditionTimeoutException e) {
      // nothing comes any more
    }
  }

  /** A duplicate would come late: until the topics have been read to their very ends. */
  private void awaitQuiet() throws InterruptedException {
    reading = false;
    reader.join();
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              consumer.poll(Duration.ofMillis(100)).forEach(this::take);
              return ends.entrySet().stream()
                  .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
  }

  private Balance balance() {
    int count = sent;
    IntPredicate none = i -> labels[i] + deadLetters[i] == 0;
    IntPredicate several = i -> labels[i] + deadLetters[i] > 1;
    return new Balance(
        count,
        IntStream.range(0, count).map(i -> labels[i]).sum(),
        IntStream.range(0, count).map(i -> deadLetters[i]).sum(),
        (int) IntStream.range(0, count).filter(none).count(),
        (int) IntStream.range(0, count).filter(several).count(),
        failures.size());
  }

  /**
   * When the last document that had to wait was through, at {@link System#nanoTime}; the given time
   * where none had to.
   *
   * @param since what was sent before is not looked at, but for what was under way
   */
  long recoveredAt(long since) {
    return IntStream.range(0, sent)
        .filter(i -> seenAt[i] > since && seenAt[i] - sentAt[i] > DISTURBED_NANOS)
        .mapToLong(i -> seenAt[i])
        .max()
        .orElse(since);
  }

  /** Of the documents sent between two times, in milliseconds; NaN where there are none. */
  double p99(long from, long to) {
    long[] latencies =
        IntStream.range(0, sent)
            .filter(i -> sentAt[i] >= from && sentAt[i] < to && seenAt[i] > 0)
            .mapToLong(i -> seenAt[i] - sentAt[i])
            .sorted()
            .toArray();
    return latencies.length == 0
        ? Double.NaN
        : latencies[(int) Math.ceil(0.99 * latencies.length) - 1] / 1e6;
  }

  /** Poison that was labelled, and documents that became dead letters. */
  long misplaced(IntPredicate poison) {
    return IntStream.range(0, sent)
        .filter(i -> (poison.test(i) ? labels[i] : deadLetters[i]) > 0)
        .count();
  }

  /** The numbers of documents without an outcome, the first few. */
  int[] missing() {
    return IntStream.range(0, sent).filter(i -> seenAt[i] == 0).limit(20).toArray();
  }

  @Override
  public void close() {
    sending = false;
    reading = false;
    join(sender);
    join(reader);
    producer.close(Duration.ofSeconds(5));
    consumer.close();
  }

  private static void join(Thread thread) {
    try {
      if (thread != null) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Must balance to the record.
   *
   * @param in documents sent
   * @param labels seen by who reads committed records
   * @param lost documents without an outcome
   * @param doubled documents with more than one
   * @param unsent documents that Kafka did not take
   */
  record Balance(int in, int labels, int deadLetters, int lost, int doubled, int unsent) {}
}
