package odia.feedback;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import odia.event.Promotion;
import odia.registry.History;
import odia.registry.ModelManifest;
import odia.registry.ModelReader;
import odia.registry.ModelWriter;
import odia.registry.SigningKeys;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes a verdict, its model and the offsets it covers in one transaction: after a crash at any
 * point either all of it is there or none, so that no correction is lost and no model is promoted
 * twice. A second learner's first step fences this one off.
 */
final class VerdictPublisher implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final ModelWriter writer;
  private final ModelReader reader;
  private final int keptModels;

  VerdictPublisher(LearnerSettings settings) {
    producer = ModelWriter.producer(settings.client(), settings.group());
    writer = new ModelWriter(producer, settings.keys(), Clock.systemUTC());
    // Old models are removed by their manifests alone, whoever signed them.
    reader = new ModelReader(settings.client(), SigningKeys.NONE);
    keptModels = settings.keptModels();
  }

  /**
   * What a verdict covers.
   *
   * @param offsets of the examples
   * @param member who read them; a learner that has lost its membership cannot commit
   */
  record Covered(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata member) {}

  /** Publishes the model that there is before any training. */
  void first(byte[] checkpoint, ModelManifest named, Promotion promotion) {
    writer.inTransaction(
        () -> writer.send(promotion.at(writer.send(checkpoint, named).firstOffset())));
  }

  /** Publishes a challenger with its verdict, and removes models that are kept no longer. */
  void verdict(byte[] checkpoint, ModelManifest named, Promotion verdict, Step step) {
    List<ModelManifest> old = noLongerKept(step.history, verdict);
    writer.inTransaction(
        () -> {
          long offset = writer.send(checkpoint, named).firstOffset();
          old.forEach(writer::remove);
          writer.send(verdict.at(offset));
          commit(step.covered);
        });
  }

  /** Publishes a verdict without a model. */
  void verdict(Promotion verdict, Covered covered) {
    writer.inTransaction(
        () -> {
          writer.send(verdict);
          commit(covered);
        });
  }

  /** What came before a verdict, and what it covers. */
  record Step(History history, Covered covered) {}

  private void commit(Covered covered) {
    producer.sendOffsetsToTransaction(covered.offsets, covered.member);
  }

  /** All but the champion, the one before it, and the newest of the others. */
  private List<ModelManifest> noLongerKept(History history, Promotion verdict) {
    History after = history.plus(verdict);
    Set<String> needed = new HashSet<>();
    after.champion().ifPresent(champion -> needed.add(champion.version()));
    after.previousChampion().ifPresent(needed::add);
    List<ModelManifest> others = new ArrayList<>(reader.manifests().values());
    others.removeIf(m -> needed.contains(m.version()) || m.version().equals(verdict.version()));
    int kept = needed.contains(verdict.version()) ? keptModels : keptModels - 1;
    return others.subList(0, Math.min(others.size(), Math.max(0, others.size() - kept)));
  }

  @Override
  public void close() {
    producer.close();
  }
}
