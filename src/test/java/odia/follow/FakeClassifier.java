package odia.follow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import odia.event.DeadLetter.Origin;
import odia.event.Json;
import odia.event.Topic;
import odia.monitor.Seen;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends documents, and labels them in transactions as a classifier does; or loses them. */
final class FakeClassifier implements AutoCloseable {

  static final String GROUP = "classifiers";

  private final KafkaProducer<byte[], byte[]> sender;
  private final KafkaProducer<byte[], byte[]> classifier;
  private final ConsumerGroupMetadata group;

  FakeClassifier(Map<String, Object> client) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    sender = new KafkaProducer<>(client, bytes, bytes);
    group = group(client);
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("transactional.id", "fake-classifier");
    classifier = new KafkaProducer<>(settings, bytes, bytes);
    classifier.initTransactions();
  }

  private static ConsumerGroupMetadata group(Map<String, Object> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("group.id", GROUP);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      return consumer.groupMetadata();
    }
  }

  private static RecordMetadata arrived(Future<RecordMetadata> sent) {
    try {
      return sent.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  RecordMetadata document(String id) {
    byte[] value = Json.bytes(Map.of("id", id, "text", "ପାଠ " + id));
    return arrived(sender.send(new ProducerRecord<>(Topic.DOCUMENTS.name(), 0, null, value)));
  }

  RecordMetadata label(RecordMetadata document, String id) {
    return label(document, id, 0);
  }

  RecordMetadata label(RecordMetadata document, String id, int partition) {
    classifier.beginTransaction();
    RecordMetadata sent = send(document, id, partition);
    commit(document);
    return sent;
  }

  private RecordMetadata send(RecordMetadata document, String id, int partition) {
    ProducerRecord<byte[], byte[]> label =
        new ProducerRecord<>(
            Topic.LABELS.name(),
            partition,
            id.getBytes(UTF_8),
            Json.bytes(Seen.label(id, "ଖେଳ", 0.7)));
    origin(document).headers().forEach(label.headers()::add);
    return arrived(classifier.send(label));
  }

  private static Origin origin(RecordMetadata of) {
    return new Origin(of.topic(), of.partition(), of.offset(), of.timestamp());
  }

  private void commit(RecordMetadata document) {
    classifier.sendOffsetsToTransaction(
        Map.of(
            new TopicPartition(document.topic(), document.partition()),
            new OffsetAndMetadata(document.offset() + 1)),
        group);
    classifier.commitTransaction();
  }

  /** A label that nobody may see. */
  void abort(RecordMetadata document, String id) {
    classifier.beginTransaction();
    send(document, id, 0);
    classifier.abortTransaction();
  }

  /** The document is done with, and nothing came of it. */
  void lose(RecordMetadata document) {
    classifier.beginTransaction();
    commit(document);
  }

  @Override
  public void close() {
    sender.close();
    classifier.close();
  }
}
