package odia.feedback;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import odia.model.LabelChanges;
import odia.registry.SigningKeys;
import odia.screening.ScreeningRules;

/**
 * What the learner is told.
 *
 * @param client settings of a Kafka client, bootstrap servers among them
 * @param group consumer group of the learners, of which one works at a time
 * @param folder for trainings; may be lost
 * @param originalData folder of the original texts, or null for those that ship with the program
 * @param command starts the training process; the folders of original texts and job come after it
 * @param policy when to train
 * @param screening which corrections count
 * @param changes wanted of the label set
 * @param keptModels how many models stay on the topic beside champion and the one before it
 * @param keys what models are signed by, if by anything
 * @param seed of every training
 */
public record LearnerSettings(
    Map<String, Object> client,
    String group,
    Path folder,
    Path originalData,
    List<String> command,
    RetrainPolicy policy,
    ScreeningRules screening,
    LabelChanges changes,
    int keptModels,
    SigningKeys keys,
    long seed) {

  /** Who stands in the log of promotions for the learner. */
  public static final String LEARNER = "learner";

  public LearnerSettings {
    client = Map.copyOf(client);
    command = List.copyOf(command);
  }
}
