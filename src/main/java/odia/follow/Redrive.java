package odia.follow;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import odia.event.DeadLetter;
import odia.event.Topic;
import odia.monitor.Sighting.Place;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends dead letters to where they came from once more: original key, value and headers, and a
 * header that says which dead letter it was. What was wrong with it must have been mended first, or
 * it comes back. Thread-safe.
 */
public final class Redrive implements AutoCloseable {

  private static final List<String> TOPICS =
      List.of(Topic.DOCUMENTS.name(), Topic.CORRECTIONS.name());
  private static final int LARGEST = 3 << 20;
  private static final int TIMEOUT_MILLIS = 15_000;

  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * @param client settings of a Kafka client, bootstrap servers among them
   */
  public Redrive(Map<String, Object> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 3);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    ByteArraySerializer bytes = new ByteArraySerializer();
    producer = new KafkaProducer<>(settings, bytes, bytes);
  }

  /** Why a dead letter cannot be sent again, or null where it can. */
  public static String objection(ConsumerRecord<byte[], byte[]> record) {
    DeadLetter letter = DeadLetter.of(record.headers());
    if (letter == null) {
      return "it does not say where it came from";
    }
    if (!TOPICS.contains(letter.origin().topic())) {
      return "it says it came from " + letter.origin().topic() + ", which nobody redrives to";
    }
    return record.value() == null
        ? "its content was not kept, or it never had any; its origin is "
            + letter.origin().topic()
            + " "
            + letter.origin().partition()
            + "-"
            + letter.origin().offset()
        : null;
  }

  /**
   * Sends one that there is no objection to.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not take it
   */
  public Future<RecordMetadata> send(ConsumerRecord<byte[], byte[]> record) {
    DeadLetter letter = DeadLetter.of(record.headers());
    ProducerRecord<byte[], byte[]> sent =
        new ProducerRecord<>(letter.origin().topic(), record.key(), record.value());
    Set<String> ours = letter.headers().keySet();
    for (Header header : record.headers()) {
      if (!ours.contains(header.key()) && !header.key().equals(Headers.REDRIVEN)) {
        sent.headers().add(header);
      }
    }
    Place place = new Place(record.partition(), record.offset());
    String from = place.partition() + "-" + place.offset();
    sent.headers().add(Headers.REDRIVEN, from.getBytes(StandardCharsets.UTF_8));
    return producer.send(sent);
  }

  /** Waits until Kafka has it; why it has not, or null. */
  public static String failure(Future<RecordMetadata> sent) {
    try {
      sent.get();
      return null;
    } catch (ExecutionException e) {
      return "Kafka did not take it: " + e.getCause().getMessage();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
