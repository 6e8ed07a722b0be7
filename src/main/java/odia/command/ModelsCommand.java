package odia.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import odia.event.Promotion;
import odia.event.Promotion.Kind;
import odia.event.Topic;
import odia.feedback.Challenger;
import odia.model.Checkpoint;
import odia.registry.History;
import odia.registry.ModelManifest;
import odia.registry.ModelReader;
import odia.registry.ModelWriter;
import odia.registry.PromotionLog;
import odia.registry.SigningKeys;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What operators do with models: each act is a line in the log of promotions. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(list | show | save | promote | rollback | retrain)",
    description = "Shows the models of a cluster, and lets an operator choose among them.")
public final class ModelsCommand {

  /** Who does it and why, for the log. */
  static final class Act {
    @Option(
        names = "--by",
        paramLabel = "NAME",
        description = "Who does it (default: the name you are logged in with).")
    private String by = System.getProperty("user.name");

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the log.")
    private String reason = "no reason given";

    Promotion event(Kind kind, ModelManifest model, String parent) {
      Promotion.Act act = new Promotion.Act(by, reason, Instant.now());
      return model == null
          ? Promotion.of(kind, null, parent, act)
          : Promotion.of(kind, model.version(), parent, act).at(model.firstOffset());
    }
  }

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Every model with its parent, data, figures and state, the latest last.")
  int list(
      @Mixin KafkaOptions kafka,
      @Option(names = "--json", description = "One JSON object a model.") boolean json) {
    ModelTable table = new ModelTable(history(kafka), reader(kafka).manifests());
    (json ? table.json() : table.lines()).forEach(System.out::println);
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "All that is known of one model: evaluations, data, annotators, history.")
  int show(
      @Mixin KafkaOptions kafka,
      @Parameters(paramLabel = "VERSION", description = "Or the beginning of one.") String version,
      @Option(names = "--json", description = "One JSON object.") boolean json) {
    ModelTable table = new ModelTable(history(kafka), reader(kafka).manifests());
    (json ? table.json(version) : table.details(version)).forEach(System.out::println);
    return 0;
  }

  @Command(
      name = "save",
      mixinStandardHelpOptions = true,
      description = "Writes a model into a file, e.g. to evaluate it.")
  int save(
      @Mixin KafkaOptions kafka,
      @Parameters(paramLabel = "VERSION", description = "Or the beginning of one.") String version,
      @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file.")
          Path out) {
    Options.checkWritable(out);
    // A copy is verified as a classifier would: it may be one that nobody signed.
    ModelReader reader =
        new ModelReader(kafka.settings().client(), kafka.settings().learner().keys());
    ModelManifest model = ModelTable.find(version, reader.manifests());
    byte[] bytes = reader.fetch(model.version(), model.firstOffset());
    Models.save(Checkpoint.fromBytes(bytes, model.version()), out);
    System.out.printf("wrote %s, version %s%n", out, model.version());
    return 0;
  }

  @Command(
      name = "promote",
      mixinStandardHelpOptions = true,
      description = "Makes a model the champion: one of the list, or a checkpoint's file.")
  int promote(
      @Mixin KafkaOptions kafka,
      @Parameters(
              paramLabel = "VERSION|FILE",
              description = "A version or the beginning of one, or a checkpoint's file.")
          String what,
      @Mixin Act act)
      throws ExecutionException, InterruptedException {
    String champion = champion(history(kafka));
    if (Files.isRegularFile(Path.of(what))) {
      return promoteFile(kafka, Path.of(what), champion, act);
    }
    ModelManifest model = ModelTable.find(what, reader(kafka).manifests());
    if (model.version().equals(champion)) {
      throw new Failure("Model " + champion + " is the champion already");
    }
    send(kafka, act.event(Kind.PROMOTED, model, champion));
    System.out.printf("promoted %s, the champion was %s%n", model.version(), champion);
    return 0;
  }

  private static int promoteFile(KafkaOptions kafka, Path file, String champion, Act act) {
    Checkpoint checkpoint = Checkpoint.load(file);
    checkpoint.classifier().close(); // a language model is refused here
    try (KafkaProducer<byte[], byte[]> producer =
        ModelWriter.producer(kafka.settings().client(), "odia-models-" + UUID.randomUUID())) {
      ModelWriter writer =
          new ModelWriter(producer, kafka.settings().learner().keys(), Clock.systemUTC());
      writer.inTransaction(
          () -> {
            ModelManifest sent =
                writer.send(Models.bytes(file), Challenger.named(checkpoint, champion));
            writer.send(act.event(Kind.PROMOTED, sent, champion));
          });
    }
    System.out.printf(
        "published and promoted %s, the champion was %s%n", checkpoint.version(), champion);
    return 0;
  }

  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description = "Goes back to the champion before the present one.")
  int rollback(@Mixin KafkaOptions kafka, @Mixin Act act)
      throws ExecutionException, InterruptedException {
    History history = history(kafka);
    String previous =
        history
            .previousChampion()
            .orElseThrow(() -> new Failure("There is no champion before the present one"));
    ModelManifest model = ModelTable.find(previous, reader(kafka).manifests());
    send(kafka, act.event(Kind.ROLLED_BACK, model, champion(history)));
    System.out.printf("rolled back to %s from %s%n", previous, champion(history));
    return 0;
  }

  @Command(
      name = "retrain",
      mixinStandardHelpOptions = true,
      description = "Asks the learner for a challenger now, however few corrections are new.")
  int retrain(@Mixin KafkaOptions kafka, @Mixin Act act)
      throws ExecutionException, InterruptedException {
    send(kafka, act.event(Kind.RETRAIN_REQUESTED, null, champion(history(kafka))));
    System.out.println("asked for a challenger; a learner must run, its log says how it goes");
    return 0;
  }

  private static History history(KafkaOptions kafka) {
    Map<String, Object> client = kafka.settings().client();
    KafkaOptions.await(client, List.of(Topic.MODELS.name(), Topic.PROMOTIONS.name()));
    try (PromotionLog log = new PromotionLog(client)) {
      return log.readToEnd();
    }
  }

  private static String champion(History history) {
    return history.champion().map(Promotion::version).orElse(null);
  }

  private static ModelReader reader(KafkaOptions kafka) {
    return new ModelReader(kafka.settings().client(), SigningKeys.NONE);
  }

  private static void send(KafkaOptions kafka, Promotion event)
      throws ExecutionException, InterruptedException {
    ByteArraySerializer bytes = new ByteArraySerializer();
    Map<String, Object> client = new HashMap<>(kafka.settings().client());
    client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
    client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, bytes, bytes)) {
      new ModelWriter(producer, SigningKeys.NONE, Clock.systemUTC()).send(event).get();
    }
  }
}
