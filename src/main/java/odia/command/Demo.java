package odia.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import odia.demo.DemoDocuments;
import odia.event.Document;
import odia.event.Json;
import odia.event.Topic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Sends the program's own documents at an even rate and shows each with its label. */
final class Demo implements AutoCloseable {

  private final RecordProducer producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final DemoDocuments documents =
      new DemoDocuments("demo-" + Long.toString(System.currentTimeMillis(), 36));
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final AtomicLong labels = new AtomicLong();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread sender;
  private final Thread viewer;
  private final long pauseNanos;

  Demo(Map<String, Object> client, int rate) {
    producer = new RecordProducer(client);
    Map<String, Object> reading = new LinkedHashMap<>(client);
    reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    consumer = new KafkaConsumer<>(reading, bytes, bytes);
    pauseNanos = TimeUnit.SECONDS.toNanos(1) / rate;
    sender = new Thread(this::send, "demo-sender");
    viewer = new Thread(this::view, "demo-viewer");
  }

  void start() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topic.LABELS.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    viewer.start();
    sender.start();
  }

  private void send() {
    try {
      for (long n = 0; !stopped.await(pauseNanos, TimeUnit.NANOSECONDS); n++) {
        Document document = documents.get(n);
        texts.put(document.id(), document.text());
        producer.send(document);
      }
      producer.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void view() {
    try (consumer) {
      while (stopped.getCount() > 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          show(Json.read(record.value()));
        }
      }
    } catch (WakeupException e) {
      // close() asked for it
    }
  }

  private void show(JsonNode label) {
    String text = label == null ? null : texts.remove(label.path("documentId").asText());
    if (text != null) { // else somebody else's document
      System.out.printf(
          "%-20s %5.1f %%  %s%n",
          label.path("label").asText(),
          100 * label.path("confidence").asDouble(),
          Lines.clean(text));
      labels.incrementAndGet();
    }
  }

  /** Blocks until so many labels were shown. */
  void awaitLabels(long count) throws InterruptedException {
    while (labels.get() < count && viewer.isAlive()) {
      stopped.await(100, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    try {
      sender.join(TimeUnit.SECONDS.toMillis(5));
      viewer.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
