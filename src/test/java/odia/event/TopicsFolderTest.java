package odia.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import odia.ops.TopicSpec;
import org.junit.jupiter.api.Test;

/** Holds the topics folder and the code together. */
class TopicsFolderTest {

  private static final Path FOLDER = Path.of("topics");
  private static final YAMLMapper YAML = new YAMLMapper();

  private static List<JsonNode> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<JsonNode> nodes = new java.util.ArrayList<>();
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("odia.")).toList()) {
        JsonNode node = YAML.readTree(file.toFile());
        assertThat(file.getFileName()).hasToString(node.path("name").asText() + ".yaml");
        nodes.add(node);
      }
      return nodes;
    }
  }

  private static Set<String> typed() {
    return Topic.all().stream().map(Topic::name).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyFileHasATypedTopicAndTheReverse() throws IOException {
    assertThat(files())
        .extracting(n -> n.path("name").asText())
        .containsExactlyInAnyOrderElementsOf(typed());
  }

  @Test
  void theProgramMakesEveryTopicItUses() {
    assertThat(TopicSpec.shipped())
        .extracting(TopicSpec::name)
        .containsExactlyInAnyOrderElementsOf(typed());
  }

  @Test
  void everyFileSaysWhatUsersNeed() throws IOException {
    for (JsonNode file : files()) {
      for (String field :
          List.of("description", "owner", "key", "value", "partitions", "replication")) {
        assertThat(file.path(field).asText()).as(field).isNotBlank();
      }
      assertThat(file.path("config").path("cleanup.policy").asText()).isNotBlank();
    }
  }

  @Test
  void everyExampleFitsItsSchema() throws IOException {
    int examples = 0;
    for (JsonNode file : files()) {
      if (file.has("schema")) {
        assertThat(schema(file.path("schema").asText()).validate(file.path("example"))).isEmpty();
        examples++;
      }
    }
    assertThat(examples).isEqualTo(6);
  }

  private static JsonSchema schema(String file) throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(FOLDER.resolve(file)));
  }

  @Test
  void asyncApiNamesExactlyTheseTopicsAndTheirSchemas() throws IOException {
    JsonNode api = YAML.readTree(FOLDER.resolve("asyncapi.yaml").toFile());
    Set<String> addresses = new TreeSet<>();
    api.path("channels").forEach(channel -> addresses.add(channel.path("address").asText()));

    assertThat(api.path("asyncapi").asText()).startsWith("3.");
    assertThat(addresses).isEqualTo(typed());
    for (JsonNode message : api.path("components").path("messages")) {
      JsonNode reference = message.path("payload").path("$ref");
      assertThat(reference.isMissingNode() || Files.exists(FOLDER.resolve(reference.asText())))
          .isTrue();
    }
  }
}
