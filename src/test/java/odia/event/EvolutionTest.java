package odia.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.stream.Stream;
import odia.ops.ShippedTopics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * While instances are replaced one by one, old and new ones read each other's records: records only
 * ever gain fields, and readers ignore those they do not know. The records of the first versions
 * are kept as they were, in records-first.
 */
class EvolutionTest {

  private static final YAMLMapper YAML = new YAMLMapper();

  private static Stream<Topic<?>> typed() {
    return Topic.all().stream().filter(topic -> topic.values() != byte[].class);
  }

  private static Stream<Topic<?>> ofTheFirst() {
    return typed().filter(topic -> first(topic) != null);
  }

  private static JsonNode first(Topic<?> topic) {
    String file = "/records-first/" + topic.name() + ".yaml";
    try (InputStream in = EvolutionTest.class.getResourceAsStream(file)) {
      return in == null ? null : YAML.readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertFits(Topic<?> topic, JsonNode value) throws IOException {
    Path schema = Path.of("topics", ShippedTopics.of(topic).schema());
    var rules =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(YAML.readTree(schema.toFile()));
    assertThat(rules.validate(value)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ofTheFirst")
  void recordsOfTheFirstVersionAreReadWholeStill(Topic<?> topic) throws IOException {
    JsonNode old = first(topic);
    assertFits(topic, old);
    Object read = Json.read(Json.bytes(old), topic.values());
    assertThat(read).isNotNull();
    JsonNode again = Json.read(Json.bytes(read));
    old.fieldNames()
        .forEachRemaining(
            name -> assertThat(again.has(name)).as("%s keeps %s", topic.name(), name).isTrue());
  }

  @ParameterizedTest
  @MethodSource("typed")
  void fieldsOfALaterVersionAreIgnored(Topic<?> topic) {
    JsonNode now = ShippedTopics.of(topic).example();
    ObjectNode later = now.deepCopy();
    later.put("sinceVersionNine", "new").putObject("alsoNew").put("deep", 1);
    assertThat(Json.read(Json.bytes(later), topic.values()))
        .isNotNull()
        .isEqualTo(Json.read(Json.bytes(now), topic.values()));
  }
}
