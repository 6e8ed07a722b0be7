package odia.command;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import odia.event.Correction;
import odia.event.Document;
import odia.event.Json;
import odia.event.Topic;
import odia.ops.Hop;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends documents and corrections, each once: idempotent, acknowledged by all replicas. */
final class RecordProducer implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final LongAdder sent = new LongAdder();
  private volatile Exception failure;

  RecordProducer(Map<String, Object> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 3 << 20);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    ByteArraySerializer bytes = new ByteArraySerializer();
    producer = new KafkaProducer<>(settings, bytes, bytes);
  }

  /**
   * Sends a document; returns before it has arrived.
   *
   * @throws Failure if an earlier record could not be delivered
   */
  void send(Document document) {
    send(Topic.DOCUMENTS, document.id(), document, Map.of());
  }

  /**
   * Sends a document that begins a trace: with OpenTelemetry a span of its, else a trace that
   * others may take up.
   */
  void sendTraced(Document document) {
    try (Hop hop = Hop.sending("publish").document(document.id())) {
      Map<String, byte[]> trace = hop.headers();
      send(Topic.DOCUMENTS, document.id(), document, trace.isEmpty() ? newTrace() : trace);
    }
  }

  /** A W3C traceparent of its own, sampled. */
  private static Map<String, byte[]> newTrace() {
    UUID trace = UUID.randomUUID(); // some of its bits are always set, so it is never all zeros
    long span = UUID.randomUUID().getMostSignificantBits();
    String header = "00-%s-%016x-01".formatted(trace.toString().replace("-", ""), span);
    return Map.of("traceparent", header.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Sends a correction; returns before it has arrived.
   *
   * @throws Failure if an earlier record could not be delivered
   */
  void send(Correction correction) {
    send(
        Topic.CORRECTIONS,
        correction.documentId(),
        correction.withdraws() ? null : correction,
        Map.of());
  }

  private void send(Topic<?> topic, String id, Object value, Map<String, byte[]> headers) {
    throwFailure();
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = value == null ? null : Json.bytes(value);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic.name(), key, bytes);
    headers.forEach(record.headers()::add);
    producer.send(
        record,
        (metadata, exception) -> {
          if (exception == null) {
            sent.increment();
          } else {
            failure = exception;
          }
        });
  }

  /** Waits until everything sent has arrived. */
  void flush() {
    producer.flush();
    throwFailure();
  }

  /** Records that have arrived. */
  long sent() {
    return sent.sum();
  }

  private void throwFailure() {
    if (failure != null) {
      throw new Failure(
          "Kafka did not take a record: " + failure.getMessage() + " (" + sent() + " had arrived)",
          failure);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
