package odia.ops;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;

/**
 * One topic as its file in the topics folder has it.
 *
 * @param name of the topic
 * @param description for people
 * @param owner the only role that writes to it
 * @param key what the record key is
 * @param value what the record value is
 * @param schema file of the value's JSON Schema, or null where values may be anything
 * @param partitions how many; they can be raised later, never lowered
 * @param replication copies on different brokers, at the most: as many as there are brokers
 * @param config Kafka's own settings of the topic
 * @param example a value, or null where values may be anything
 */
public record TopicSpec(
    @JsonProperty(required = true) String name,
    String description,
    String owner,
    String key,
    String value,
    String schema,
    @JsonProperty(required = true) int partitions,
    @JsonProperty(required = true) short replication,
    Map<String, String> config,
    JsonNode example) {

  /** From so many copies on, {@link #IN_SYNC} must have a record before it is acknowledged. */
  public static final int MANY_COPIES = 3;

  public static final int IN_SYNC = 2;

  private static final YAMLMapper YAML = new YAMLMapper();

  /** Topics whose files are on the class path, for where no folder is given. */
  private static final List<String> SHIPPED =
      List.of(
          "odia.documents",
          "odia.labels",
          "odia.corrections",
          "odia.examples",
          "odia.instances",
          "odia.models",
          "odia.promotions",
          "odia.dead-letters");

  public TopicSpec {
    config = config == null ? Map.of() : Map.copyOf(config);
  }

  /** Copies that it has on a cluster of so many brokers. */
  public short copies(int brokers) {
    return (short) Math.min(replication, brokers);
  }

  /**
   * Kafka's own settings where it has so many copies: from three on, what was acknowledged is on
   * two brokers, and one that is away stops nothing.
   */
  Map<String, String> config(int copies) {
    Map<String, String> all = new HashMap<>(config);
    if (copies >= MANY_COPIES) {
      all.putIfAbsent(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "" + IN_SYNC);
    }
    return all;
  }

  public TopicSpec withReplication(short copies) {
    return new TopicSpec(
        name, description, owner, key, value, schema, partitions, copies, config, example);
  }

  /** The topics this program was built with. */
  public static List<TopicSpec> shipped() {
    List<TopicSpec> specs = new ArrayList<>();
    for (String name : SHIPPED) {
      String resource = "/topics/" + name + ".yaml";
      try (InputStream in = TopicSpec.class.getResourceAsStream(resource)) {
        specs.add(YAML.readValue(in, TopicSpec.class));
      } catch (IOException e) {
        throw new IllegalStateException("The program lacks its " + resource, e);
      }
    }
    return specs;
  }

  /**
   * The topics of a folder: its files named {@code odia.*.yaml}.
   *
   * @throws OpsException if a file cannot be used, naming it
   */
  public static List<TopicSpec> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<TopicSpec> specs =
          files
              .filter(file -> file.getFileName().toString().matches("odia\\..*\\.yaml"))
              .sorted()
              .map(TopicSpec::read)
              .toList();
      if (specs.isEmpty()) {
        throw new OpsException("The folder " + folder + " has no file odia.*.yaml");
      }
      return specs;
    } catch (IOException e) {
      throw new OpsException("The folder of topics " + folder + " cannot be read: " + e, e);
    }
  }

  private static TopicSpec read(Path file) {
    try {
      return YAML.readValue(file.toFile(), TopicSpec.class);
    } catch (IOException e) {
      String first = e.getMessage().lines().findFirst().orElse("unreadable");
      throw new OpsException("The topic file " + file + " cannot be used: " + first, e);
    }
  }
}
