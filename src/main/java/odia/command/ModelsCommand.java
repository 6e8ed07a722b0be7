package odia.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import odia.event.Promotion;
import odia.event.Promotion.Kind;
import odia.feedback.Challenger;
import odia.model.Checkpoint;
import odia.registry.History;
import odia.registry.ModelManifest;
import odia.registry.ModelReader;
import odia.registry.ModelWriter;
import odia.registry.OperatorDesk;
import org.apache.kafka.clients.producer.KafkaProducer;
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

    Promotion.Act now() {
      return new Promotion.Act(by, reason, Instant.now());
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Every model with its parent, data, figures and state, the latest last.")
  int list(
      @Mixin KafkaOptions kafka,
      @Option(names = "--json", description = "One JSON object a model.") boolean json) {
    ModelTable table = new ModelTable(history(kafka), desk(kafka).manifests());
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
    ModelTable table = new ModelTable(history(kafka), desk(kafka).manifests());
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
      @Mixin Act act) {
    if (Files.isRegularFile(Path.of(what))) {
      return promoteFile(kafka, Path.of(what), act);
    }
    awaitTopics(kafka);
    String version = ModelTable.find(what, desk(kafka).manifests()).version();
    Promotion done = desk(kafka).promote(version, act.now());
    System.out.printf("promoted %s, the champion was %s%n", done.version(), done.parent());
    return 0;
  }

  private static int promoteFile(KafkaOptions kafka, Path file, Act act) {
    String champion = history(kafka).champion().map(Promotion::version).orElse(null);
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
            Promotion promotion = Promotion.of(Kind.PROMOTED, sent.version(), champion, act.now());
            writer.send(promotion.at(sent.firstOffset()));
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
  int rollback(@Mixin KafkaOptions kafka, @Mixin Act act) {
    awaitTopics(kafka);
    Promotion done = desk(kafka).rollback(null, act.now());
    System.out.printf("rolled back to %s from %s%n", done.version(), done.parent());
    return 0;
  }

  @Command(
      name = "retrain",
      mixinStandardHelpOptions = true,
      description = "Asks the learner for a challenger now, however few corrections are new.")
  int retrain(@Mixin KafkaOptions kafka, @Mixin Act act) {
    awaitTopics(kafka);
    desk(kafka).retrain(act.now());
    System.out.println("asked for a challenger; a learner must run, its log says how it goes");
    return 0;
  }

  private static OperatorDesk desk(KafkaOptions kafka) {
    return new OperatorDesk(kafka.settings().client());
  }

  private static void awaitTopics(KafkaOptions kafka) {
    Settings settings = kafka.settings();
    KafkaOptions.await(settings, KafkaOptions.role(settings, "operator"));
  }

  private static History history(KafkaOptions kafka) {
    awaitTopics(kafka);
    return desk(kafka).history();
  }
}
