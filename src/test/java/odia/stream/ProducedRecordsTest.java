package odia.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import odia.event.Correction;
import odia.event.Document;
import odia.event.Json;
import odia.event.Topic;
import odia.model.Checkpoint;
import odia.model.ToyModels;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program puts on topics fits the published schemas; with a real network behind it. */
class ProducedRecordsTest {

  private static JsonSchema schema(String name) throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(Path.of("topics/schemas/" + name + ".schema.json")));
  }

  private static byte[] classified(byte[] document) {
    Checkpoint checkpoint = ToyModels.checkpoint(1);
    LiveModel model = new LiveModel(checkpoint::classifier);
    try (TopologyTestDriver driver =
        new TopologyTestDriver(
            ClassifyTopology.of(
                model, StreamSettings.Corrections.STANDARD, new Counts(), Clock.systemUTC()))) {
      ByteArraySerializer write = new ByteArraySerializer();
      ByteArrayDeserializer read = new ByteArrayDeserializer();
      driver.createInputTopic(Topic.DOCUMENTS.name(), write, write).pipeInput(document);
      return driver.createOutputTopic(Topic.LABELS.name(), read, read).readValue();
    }
  }

  @Test
  void labelsFitTheirSchema() throws IOException {
    byte[] label = classified("{\"text\":\"ଭାରତ କ୍ରିକେଟ ଦଳ\"}".getBytes(UTF_8));
    byte[] withSource = classified("{\"text\":\"ରୋଗ\",\"source\":\"s\"}".getBytes(UTF_8));

    assertThat(schema("classification").validate(Json.read(label))).isEmpty();
    assertThat(schema("classification").validate(Json.read(withSource))).isEmpty();
  }

  @Test
  void documentsThatWePublishFitTheirSchema() throws IOException {
    byte[] full = Json.bytes(new Document("d", "ଖେଳ", "s", Instant.EPOCH));
    byte[] small = Json.bytes(new Document("d", "ଖେଳ", null, Instant.EPOCH));

    assertThat(schema("document").validate(Json.read(full))).isEmpty();
    assertThat(schema("document").validate(Json.read(small))).isEmpty();
  }

  @Test
  void correctionsThatWeSendFitTheirSchema() throws IOException {
    byte[] full = Json.bytes(new Correction("d", "sports", "asha", Instant.EPOCH, "ଖେଳ"));
    byte[] small = Json.bytes(new Correction("d", "sports", "asha", null, null));

    assertThat(schema("correction").validate(Json.read(full))).isEmpty();
    assertThat(schema("correction").validate(Json.read(small))).isEmpty();
  }

  @Test
  void examplesFitTheirSchema(@TempDir Path folder) throws IOException {
    JsonSchema schema = schema("example");
    try (DrivenTopology topology =
        new DrivenTopology(folder, StreamSettings.Corrections.STANDARD)) {
      topology.publish("d1", "ଖେଳ");
      topology.correct("d1", "{\"label\":\"sports\",\"by\":\"asha\"}");
      topology.correct("d1", "{\"label\":\"politics\",\"by\":\"bibhu\"}");
      topology.correct("unknown", "{\"label\":\"sports\",\"text\":\"ହକି\"}");

      assertThat(topology.examples.readValuesToList())
          .hasSize(3)
          .allSatisfy(value -> assertThat(schema.validate(Json.read(value))).isEmpty());
    }
  }
}
