package odia.review;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import odia.event.Correction;
import odia.event.CorrectionReader;
import odia.event.Decoded;
import odia.event.Json;
import odia.event.Topic;
import odia.follow.Headers;
import odia.monitor.Corrections;
import odia.monitor.Corrections.State;
import odia.monitor.Corrections.Tracked;
import odia.monitor.Sighting.Place;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends what people say to odia.corrections, and takes it back. Thread-safe. */
public final class CorrectionDesk implements AutoCloseable {

  private static final int LARGEST = 3 << 20;
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Corrections corrections;
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * @param client settings of a Kafka client, bootstrap servers among them
   * @param corrections those that were seen so far
   */
  public CorrectionDesk(Map<String, Object> client, Corrections corrections) {
    this.corrections = corrections;
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS / 2);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    ByteArraySerializer bytes = new ByteArraySerializer();
    producer = new KafkaProducer<>(settings, bytes, bytes);
  }

  /**
   * Says what the right label of a document is.
   *
   * @param by who says so
   * @param text of a document that the classifier no longer has, or null
   * @return the correction as Kafka has it
   * @throws ReviewException if it cannot be one
   * @throws KafkaException if Kafka does not take it in time
   */
  public Tracked correct(String by, String documentId, String label, String text) {
    return correct(by, documentId, label, text, null);
  }

  private Tracked correct(String by, String documentId, String label, String text, String undoes) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("documentId", documentId).put("label", label).put("by", by);
    if (text != null) {
      json.put("text", text);
    }
    byte[] value = Json.bytes(json);
    // The same reader that the classifier has: what is refused here would be a dead letter there.
    Decoded<Correction> read = CorrectionReader.read(null, value, Instant.EPOCH);
    if (read instanceof Decoded.Unreadable<Correction> unreadable) {
      throw new ReviewException(ReviewException.Kind.BAD, unreadable.reason());
    }
    return send(value, ((Decoded.Readable<Correction>) read).value(), undoes);
  }

  private Tracked send(byte[] value, Correction said, String undoes) {
    byte[] key = said.documentId().getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topic.CORRECTIONS.name(), key, value);
    if (undoes != null) {
      record.headers().add(Headers.UNDOES, undoes.getBytes(StandardCharsets.UTF_8));
    }
    RecordMetadata sent = sent(record);
    Place place = new Place(sent.partition(), sent.offset());
    Correction timed =
        new Correction(
            said.documentId(),
            said.label(),
            said.by(),
            Instant.ofEpochMilli(sent.timestamp()),
            null);
    corrections.seen(place, timed, null, undoes); // it can be taken back before it is read
    Tracked known = corrections.at(place);
    return known == null
        ? new Tracked(place, timed, null, State.SENT, null, null, undoes, null, 0)
        : known;
  }

  private RecordMetadata sent(ProducerRecord<byte[], byte[]> record) {
    try {
      return producer.send(record).get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecordTooLargeException) {
        throw new ReviewException(ReviewException.Kind.BAD, "The text is too long for Kafka");
      }
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    }
  }

  /**
   * Takes a correction back: what counted before counts again, or nothing does.
   *
   * @param by who said it; nobody else can take it back
   * @param id of the correction
   * @throws ReviewException if there is nothing to take back
   * @throws KafkaException if Kafka does not take it in time
   */
  public Tracked undo(String by, String id) {
    Tracked said = corrections.of(id);
    if (said == null || said.said() == null) {
      throw new ReviewException(
          ReviewException.Kind.UNKNOWN, "There is no correction " + id + ", or it is too old");
    }
    refuseUseless(by, said);
    if (said.before() != null) {
      return correct(by, said.documentId(), said.before().label(), null, id);
    }
    Correction withdrawal = new Correction(said.documentId(), null, by, null, null);
    return send(null, withdrawal, id);
  }

  private void refuseUseless(String by, Tracked said) {
    if (!said.said().by().equals(by)) {
      throw new ReviewException(
          ReviewException.Kind.FORBIDDEN,
          "It is " + said.said().by() + "'s correction, so only they can take it back");
    }
    // Of one that was recorded somebody may have said something since: that is not theirs to undo.
    boolean counts = said.state() == State.RECORDED && corrections.counts(said);
    if (said.said().withdraws() || said.state() != State.SENT && !counts) {
      throw new ReviewException(
          ReviewException.Kind.USELESS, "It has no effect now, so there is nothing to take back");
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
