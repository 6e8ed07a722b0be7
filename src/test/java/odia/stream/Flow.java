package odia.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import odia.event.Topic;
import odia.model.ToyModels;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Documents at a steady pace, with the keys document-0, document-1, … */
public final class Flow implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private volatile int sent;

  public Flow(Map<String, Object> client) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    producer = new KafkaProducer<>(client, bytes, bytes);
  }

  public void start(int perSecond) {
    clock.scheduleAtFixedRate(this::send, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
  }

  /** Sends one now; not for use after {@link #start}. */
  String send() {
    String key = "document-" + sent++;
    String text = ToyModels.TEXTS.get(sent % ToyModels.TEXTS.size());
    producer.send(
        new ProducerRecord<>(
            Topic.DOCUMENTS.name(),
            key.getBytes(UTF_8),
            "{\"text\":\"%s\"}".formatted(text).getBytes(UTF_8)));
    return key;
  }

  /** Ends it, and says how many have arrived. */
  public int end() {
    try {
      clock.shutdown();
      clock.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    producer.flush();
    return sent;
  }

  @Override
  public void close() {
    end();
    producer.close();
  }
}
