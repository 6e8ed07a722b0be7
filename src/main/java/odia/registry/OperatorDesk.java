package odia.registry;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import odia.event.Promotion;
import odia.event.Promotion.Act;
import odia.event.Promotion.Kind;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What operators do with the models of a cluster: each act is a line in the log of promotions.
 * Reads the log anew for each, so that nobody acts on what is no longer so. Thread-safe.
 */
public final class OperatorDesk {

  private static final int TIMEOUT_MILLIS = 30_000;

  private final Map<String, Object> client;

  /**
   * @param client settings of a Kafka client, bootstrap servers among them
   */
  public OperatorDesk(Map<String, Object> client) {
    this.client = Map.copyOf(client);
  }

  /** The log of promotions as it is now. */
  public History history() {
    try (PromotionLog log = new PromotionLog(client)) {
      return log.readToEnd();
    }
  }

  /** The models that are there, by version. */
  public Map<String, ModelManifest> manifests() {
    return new ModelReader(client, SigningKeys.NONE).manifests();
  }

  /** Asks the learner for a challenger now. */
  public Promotion retrain(Act act) {
    return send(Promotion.of(Kind.RETRAIN_REQUESTED, null, champion(history()), act));
  }

  /**
   * Makes a version the champion.
   *
   * @throws RegistryException if it is the champion already, or not there (any more)
   */
  public Promotion promote(String version, Act act) {
    String champion = champion(history());
    if (version.equals(champion)) {
      throw new RegistryException("Model " + champion + " is the champion already");
    }
    ModelManifest model = model(version);
    return send(Promotion.of(Kind.PROMOTED, version, champion, act).at(model.firstOffset()));
  }

  /**
   * Goes back to the champion before the present one.
   *
   * @param from the champion to go back from; null for whatever it is
   * @throws RegistryException if there is no earlier one, it is not there any more, or the champion
   *     is another one than that
   */
  public Promotion rollback(String from, Act act) {
    History history = history();
    String champion = champion(history);
    if (from != null && !from.equals(champion)) {
      throw new RegistryException(
          "The champion is %s by now, not %s; look again before you go back"
              .formatted(champion, from));
    }
    String previous =
        history
            .previousChampion()
            .orElseThrow(
                () -> new RegistryException("There is no champion before the present one"));
    ModelManifest model = model(previous);
    return send(Promotion.of(Kind.ROLLED_BACK, previous, champion, act).at(model.firstOffset()));
  }

  private static String champion(History history) {
    return history.champion().map(Promotion::version).orElse(null);
  }

  private ModelManifest model(String version) {
    ModelManifest model = manifests().get(version);
    if (model == null) {
      throw new RegistryException(
          "Model %s is not on the topic (any more); odia models list shows those that are"
              .formatted(version));
    }
    return model;
  }

  private Promotion send(Promotion event) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 3);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, bytes, bytes)) {
      new ModelWriter(producer, SigningKeys.NONE, Clock.systemUTC()).send(event).get();
      return event;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new RegistryException("Kafka did not take it: " + e.getCause().getMessage(), e);
    }
  }
}
