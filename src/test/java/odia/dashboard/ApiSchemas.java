package odia.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What openapi.yaml says of answers, strictly: a field that it does not name is a mistake. */
final class ApiSchemas {

  private static final String SCHEMAS = "#/components/schemas/";

  private final ObjectNode api;

  ApiSchemas() {
    try (InputStream yaml = ApiSchemas.class.getResourceAsStream("/dashboard/openapi.yaml")) {
      api = (ObjectNode) new YAMLMapper().readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    convert(api.path("paths"));
    convert(api.path("components"));
  }

  /** Method and address of each operation, as "GET /api/labels". */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }
    return operations;
  }

  private JsonNode operation(String operation) {
    String[] parts = operation.split(" ");
    return api.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
  }

  /** What is wrong with the answer of an operation. */
  Set<ValidationMessage> wrong(String operation, int status, JsonNode answer) {
    JsonNode response = operation(operation).path("responses").path(String.valueOf(status));
    if (response.isMissingNode()) {
      throw new IllegalArgumentException(operation + " says nothing of " + status);
    }
    JsonNode found =
        response.has("$ref") ? api.path("components").at("/responses/Error") : response;
    return validate(found.at("/content/application~1json/schema"), answer);
  }

  /** What is wrong with the data of an event. */
  Set<ValidationMessage> wrongEvent(String name, JsonNode data) {
    JsonNode events =
        operation("GET /api/stream").at("/responses/200/content/text~1event-stream/schema");
    return validate(events.path("properties").path(name), data);
  }

  private Set<ValidationMessage> validate(JsonNode schema, JsonNode value) {
    if (!schema.isObject()) {
      throw new IllegalArgumentException("there is no schema");
    }
    ObjectNode whole = ((ObjectNode) schema.deepCopy()).put("$id", "https://odia.invalid/schema");
    whole.set("components", api.path("components"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(whole, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build())
        .validate(value);
  }

  /** From OpenAPI 3.0's schemas to JSON Schema's. */
  private void convert(JsonNode node) {
    node.forEach(this::convert);
    if (node instanceof ObjectNode schema) {
      merge(schema);
      if (schema.path("nullable").asBoolean() && schema.path("type").isTextual()) {
        ArrayNode types = schema.arrayNode().add(schema.path("type").asText()).add("null");
        schema.set("type", types);
      }
      if (schema.path("properties").isObject() && !schema.has("additionalProperties")) {
        schema.put("additionalProperties", false);
      }
    }
  }

  private void merge(ObjectNode schema) {
    if (!schema.path("allOf").isArray()) {
      return;
    }
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (JsonNode part : schema.path("allOf")) {
      JsonNode whole =
          part.has("$ref")
              ? api.at(
                  "/components/schemas/" + part.path("$ref").asText().substring(SCHEMAS.length()))
              : part;
      properties.setAll((ObjectNode) whole.path("properties"));
      whole.path("required").forEach(required::add);
    }
    schema.remove("allOf");
    schema.put("type", "object");
  }
}
