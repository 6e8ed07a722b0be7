package odia.follow;

import java.util.Map;

/**
 * What is followed.
 *
 * @param client settings of a Kafka client, bootstrap servers among them
 * @param classifierGroup consumer group of the classifiers
 * @param learnerGroup consumer group of the learners
 * @param kept labels to keep, also those from before the start
 */
public record FollowSettings(
    Map<String, Object> client, String classifierGroup, String learnerGroup, int kept) {

  public FollowSettings {
    client = Map.copyOf(client);
  }

  /** Where documents with labels and their corrections meet. */
  String byDocument() {
    return classifierGroup + "-by-document-repartition";
  }
}
