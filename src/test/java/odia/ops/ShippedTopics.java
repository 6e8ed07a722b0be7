package odia.ops;

import odia.event.Topic;

/** What the files of the topics say, one by one. */
public final class ShippedTopics {

  private ShippedTopics() {}

  public static TopicSpec of(Topic<?> topic) {
    return TopicSpec.shipped().stream()
        .filter(spec -> spec.name().equals(topic.name()))
        .findFirst()
        .orElseThrow();
  }
}
