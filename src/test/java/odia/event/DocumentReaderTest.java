package odia.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {

  private static final Instant TIME = Instant.parse("2026-01-31T09:30:00Z");

  private static Decoded<Document> read(String key, byte[] value) {
    return DocumentReader.read(key == null ? null : key.getBytes(UTF_8), value, TIME);
  }

  private static Document document(String key, String json) {
    return ((Decoded.Readable<Document>) read(key, json.getBytes(UTF_8))).value();
  }

  private static String reason(byte[] value) {
    return ((Decoded.Unreadable<Document>) read(null, value)).reason();
  }

  @Test
  void allFieldsAreRead() {
    Document document =
        document(
            "key",
            "{\"id\":\"d1\",\"text\":\"ଖେଳ\",\"source\":\"s\",\"eventTime\":\"2026-01-01T12:00:00+05:30\",\"other\":[1]}");

    assertThat(document)
        .isEqualTo(new Document("d1", "ଖେଳ", "s", Instant.parse("2026-01-01T06:30:00Z")));
  }

  @Test
  void whatIsAbsentComesFromTheRecord() {
    assertThat(document("key", "{\"text\":\"ଖେଳ\"}"))
        .isEqualTo(new Document("key", "ଖେଳ", null, TIME));
    assertThat(
            document("key", "{\"text\":\"ଖେଳ\",\"id\":null,\"source\":null,\"eventTime\":null}")
                .id())
        .isEqualTo("key");
  }

  @Test
  void withoutAnyIdTheTextGivesIt() {
    String id = document(null, "{\"text\":\"ଖେଳ\"}").id();

    assertThat(id).startsWith("sha256:").hasSize(7 + 32);
    assertThat(document(null, "{\"text\":\"ଖେଳ\",\"source\":\"s\"}").id()).isEqualTo(id);
    assertThat(document(null, "{\"text\":\"ଖେଳ.\"}").id()).isNotEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "{\"text\":\"ଖେଳ\" > not valid JSON",
        "nonsense > not valid JSON",
        "{\"text\":\"ଖେଳ\"} {} > not valid JSON",
        "{\"text\":\"a\",\"text\":\"b\"} > Duplicate",
        "[\"ଖେଳ\"] > not a JSON object but array",
        "null > not a JSON object but null",
        "{} > \"text\" must be a string but is missing",
        "{\"text\":null} > \"text\" must be a string but is null",
        "{\"text\":7} > \"text\" must be a string but is number",
        "{\"text\":\"a\",\"id\":7} > \"id\" must be a string but is number",
        "{\"text\":\"a\",\"id\":\" \"} > 1 to 512 characters",
        "{\"text\":\"a\",\"source\":[]} > \"source\" must be a string but is array",
        "{\"text\":\"a\",\"eventTime\":\"yesterday\"} > \"eventTime\" must be an ISO 8601 time",
      })
  void whatIsWrongIsSaid(String json, String expected) {
    assertThat(reason(json.getBytes(UTF_8))).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":\"ଗୁପ୍ତ\", }",
        "ଗୁପ୍ତ",
        "{\"text\":ଗୁପ୍ତ}",
        "{\"ଗୁପ୍ତ\":1,\"ଗୁପ୍ତ\":2}",
        "{\"it's\\nଗୁପ୍ତ\":1,\"it's\\nଗୁପ୍ତ\":2}",
      })
  void theReasonHoldsNothingOfTheText(String json) {
    assertThat(reason(json.getBytes(UTF_8)))
        .startsWith("not valid JSON at character ")
        .doesNotContain("ଗୁ", "it's");
  }

  @Test
  void anEmptyRecordAndATombstoneAreNoDocuments() {
    assertThat(reason(new byte[0])).contains("not a JSON object but missing");
    assertThat(reason(null)).contains("tombstone");
  }

  @Test
  void invalidUtf8IsSaidWithItsPlace() {
    byte[] bytes = "{\"text\":\"ଖେଳ\"}".getBytes(UTF_8);
    bytes[10] = (byte) 0xFF;

    assertThat(reason(bytes)).startsWith("invalid UTF-8 at byte ");
    assertThat(reason(new byte[] {'"', (byte) 0xE0, (byte) 0xAC}))
        .contains("invalid UTF-8 at byte 1");
  }

  @Test
  void aLoneSurrogateIsReadable() {
    assertThat(document(null, "{\"text\":\"ଖେଳ\\ud83d\"}").text()).hasSize(4);
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(reason(("{\"x\":" + "[".repeat(100_000)).getBytes(UTF_8))).contains("nesting depth");
  }

  @Test
  void aMegabyteIsReadable() {
    assertThat(document(null, "{\"text\":\"" + "କ".repeat(400_000) + "\"}").text())
        .hasSize(400_000);
  }

  @Test
  void anyBytesHaveAnAnswer() {
    Random random = new Random(1);
    byte[] good =
        "{\"id\":\"d\",\"text\":\"ଓଡ଼ିଆ \\u0b13\",\"eventTime\":\"2026-01-01T00:00:00Z\"}"
            .getBytes(UTF_8);
    for (int n = 0; n < 100_000; n++) {
      byte[] bytes = good.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertThat(DocumentReader.read(random.nextBoolean() ? bytes : null, bytes, TIME)).isNotNull();
    }
  }
}
