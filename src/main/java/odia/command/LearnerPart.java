package odia.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import odia.command.Settings.Reading;
import odia.command.Settings.Row;
import odia.feedback.RetrainPolicy;
import odia.feedback.RetrainPolicy.QuietHours;
import odia.registry.RegistryException;
import odia.registry.SigningKeys;
import odia.screening.ScreeningRules;

/**
 * The settings of the learning loop.
 *
 * @param group consumer group of the learners
 * @param folder of trainings
 * @param originalData folder of the original texts, or null for the bundled ones
 * @param policy when to train
 * @param screening which corrections count
 * @param keptModels on the topic, beside champion and the one before it
 * @param keys what models are signed by, if by anything
 * @param heapMegabytes of the training process
 * @param seed of every training
 */
public record LearnerPart(
    String group,
    Path folder,
    Path originalData,
    RetrainPolicy policy,
    ScreeningRules screening,
    int keptModels,
    SigningKeys keys,
    int heapMegabytes,
    long seed) {

  private static final Row GROUP =
      new Row(
          "ODIA_LEARNER_GROUP",
          "odia-learner",
          "letters, digits, . _ -",
          "consumer group of the learners, of which one works at a time");
  private static final Row FOLDER =
      new Row(
          "ODIA_LEARNER_DIR",
          System.getProperty("java.io.tmpdir") + "/odia-learner",
          "a folder",
          "the learner's trainings; may be lost");
  private static final Row CORRECTIONS =
      new Row(
          "ODIA_RETRAIN_CORRECTIONS",
          "25",
          "1..1000000",
          "so many new corrections start a training");
  private static final Row AFTER =
      new Row(
          "ODIA_RETRAIN_AFTER",
          "360",
          "1..100000 min",
          "one new correction starts a training when it has waited so long");
  private static final Row PAUSE =
      new Row(
          "ODIA_RETRAIN_PAUSE",
          "60",
          "0..1000000 s",
          "shortest time between a verdict and the next training");
  private static final Row QUIET =
      new Row(
          "ODIA_QUIET_HOURS",
          "",
          "HH:MM-HH:MM",
          "local time in which nothing is trained but on command");
  private static final Row CAP =
      new Row(
          "ODIA_ANNOTATOR_CAP",
          "100",
          "1..1000000",
          "corrections of one annotator that count in one window");
  private static final Row WINDOW =
      new Row("ODIA_ANNOTATOR_WINDOW", "24", "1..10000 h", "length of such a window");
  private static final Row BLOCKED =
      new Row("ODIA_BLOCKED_ANNOTATORS", "", "names with commas", "whose corrections never count");
  private static final Row HELD_OUT =
      new Row(
          "ODIA_HELD_OUT_PERCENT",
          "10",
          "0..50 %",
          "share of the corrected texts that judge challengers instead of teaching them");
  private static final Row NEW_LABEL =
      new Row(
          "ODIA_NEW_LABEL_EXAMPLES",
          "15",
          "2..10000",
          "examples that a new label needs before a challenger learns it");
  private static final Row KEPT =
      new Row(
          "ODIA_KEPT_MODELS",
          "5",
          "0..1000",
          "models kept on the topic beside the champion and the one before it");
  private static final Row ORIGINAL =
      new Row(
          "ODIA_ORIGINAL_DATA",
          "",
          "a folder",
          "labelled texts every challenger learns from again (train.tsv, dev.tsv, holdout.tsv, related/), instead of the bundled ones");
  private static final Row HEAP =
      new Row("ODIA_TRAINING_HEAP", "2048", "256..1000000 MB", "heap of the training process");
  private static final Row SEED =
      new Row("ODIA_SEED", "1", "a whole number", "of everything random in a training");
  private static final Row PRIVATE_KEY =
      new Row(
          "ODIA_MODEL_PRIVATE_KEY",
          "",
          "a .pem file",
          "Ed25519 key that published models are signed with");
  private static final Row PUBLIC_KEY =
      new Row(
          "ODIA_MODEL_PUBLIC_KEY",
          "",
          "a .pem file",
          "Ed25519 key that models must be signed by; others are refused");

  static final List<Row> ROWS =
      List.of(
          GROUP,
          FOLDER,
          CORRECTIONS,
          AFTER,
          PAUSE,
          QUIET,
          CAP,
          WINDOW,
          BLOCKED,
          HELD_OUT,
          NEW_LABEL,
          KEPT,
          ORIGINAL,
          HEAP,
          SEED,
          PRIVATE_KEY,
          PUBLIC_KEY);

  static LearnerPart from(Reading reading) {
    return new LearnerPart(
        reading.matching(GROUP, "[A-Za-z0-9._-]{1,200}"),
        Path.of(reading.text(FOLDER)),
        reading.folder(ORIGINAL),
        policy(reading),
        screening(reading),
        reading.number(KEPT, 0, 1000),
        keys(reading),
        reading.number(HEAP, 256, 1_000_000),
        reading.number(SEED, Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  private static RetrainPolicy policy(Reading reading) {
    return new RetrainPolicy(
        reading.number(CORRECTIONS, 1, 1_000_000),
        Duration.ofMinutes(reading.number(AFTER, 1, 100_000)),
        Duration.ofSeconds(reading.number(PAUSE, 0, 1_000_000)),
        quiet(reading));
  }

  private static QuietHours quiet(Reading reading) {
    String hour = "([01]\\d|2[0-3]):[0-5]\\d";
    String value = reading.matching(QUIET, "|" + hour + "-" + hour);
    String[] hours = value.split("-");
    return hours.length == 2 && value.matches(hour + "-" + hour)
        ? new QuietHours(LocalTime.parse(hours[0]), LocalTime.parse(hours[1]))
        : QuietHours.NONE;
  }

  private static ScreeningRules screening(Reading reading) {
    return new ScreeningRules(
        reading.number(CAP, 1, 1_000_000),
        Duration.ofHours(reading.number(WINDOW, 1, 10_000)),
        reading.number(NEW_LABEL, 2, 10_000),
        reading.number(HELD_OUT, 0, 50) / 100.0,
        names(reading.text(BLOCKED)));
  }

  private static Set<String> names(String list) {
    return Stream.of(list.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  private static SigningKeys keys(Reading reading) {
    Path privateKey = reading.file(PRIVATE_KEY);
    Path publicKey = reading.file(PUBLIC_KEY);
    try {
      return SigningKeys.read(reading.orNull(privateKey), reading.orNull(publicKey));
    } catch (RegistryException e) {
      reading.mistake(e.getMessage());
      return SigningKeys.NONE;
    }
  }

  /** The same, with its trainings elsewhere. */
  LearnerPart withFolder(Path other) {
    return new LearnerPart(
        group, other, originalData, policy, screening, keptModels, keys, heapMegabytes, seed);
  }
}
