package odia.container;

import org.testcontainers.utility.DockerImageName;

/**
 * The images that tests in containers run: the public one of Kafka and the one that {@code docker
 * compose build} makes, unless {@code KAFKA_IMAGE} and {@code ODIA_IMAGE} name others.
 */
final class Images {

  private Images() {}

  static DockerImageName kafka() {
    return DockerImageName.parse(named("KAFKA_IMAGE", "apache/kafka:4.3.1"))
        .asCompatibleSubstituteFor("apache/kafka");
  }

  static DockerImageName ours() {
    return DockerImageName.parse(named("ODIA_IMAGE", "odia-stream:0.1.0"));
  }

  private static String named(String variable, String standard) {
    String value = System.getenv(variable);
    return value == null || value.isBlank() ? standard : value;
  }
}
