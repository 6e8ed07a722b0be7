package odia.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrectionReaderTest {

  private static final Instant TIME = Instant.parse("2026-01-31T09:30:00Z");

  private static Decoded<Correction> read(String key, String value) {
    return CorrectionReader.read(
        key == null ? null : key.getBytes(UTF_8),
        value == null ? null : value.getBytes(UTF_8),
        TIME);
  }

  private static Correction correction(String key, String value) {
    return ((Decoded.Readable<Correction>) read(key, value)).value();
  }

  private static String reason(String key, String value) {
    return ((Decoded.Unreadable<Correction>) read(key, value)).reason();
  }

  @Test
  void allFieldsAreRead() {
    String json =
        "{\"documentId\":\"d1\",\"label\":\" sports\\n\",\"by\":\" asha \",\"at\":\"2026-01-01T12:00:00+05:30\",\"text\":\"ଖେଳ \",\"more\":1}";

    Instant at = Instant.parse("2026-01-01T06:30:00Z");
    assertThat(correction("key", json))
        .isEqualTo(new Correction("d1", "sports", "asha", at, "ଖେଳ "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"label\":\"sports\"}",
        "{\"label\":\"sports\",\"documentId\":null,\"by\":null,\"at\":null,\"text\":null}"
      })
  void whatIsAbsentComesFromTheRecord(String json) {
    assertThat(correction("key", json))
        .isEqualTo(new Correction("key", "sports", "unknown", TIME, null));
  }

  @Test
  void aTombstoneWithdrawsAtTheTimeOfItsRecord() {
    Correction withdrawal = correction("key", null);

    assertThat(withdrawal.withdraws()).isTrue();
    assertThat(withdrawal.documentId()).isEqualTo("key");
    assertThat(withdrawal.at()).isEqualTo(TIME);
    assertThat(correction("key", "{\"label\":\"sports\"}").withdraws()).isFalse();
  }

  @Test
  void withoutAnIdItIsOfNoDocument() {
    assertThat(reason(null, "{\"label\":\"sports\"}")).contains("no document is named");
    assertThat(reason("", null)).contains("no document is named");
    assertThat(reason(" ", null)).contains("1 to 512 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "{\"label\":\"sports\" > not valid JSON",
        "\"sports\" > not a JSON object but string",
        "{} > \"label\" must be a string but is missing",
        "{\"label\":null} > \"label\" must be a string but is null",
        "{\"label\":\"  \"} > \"label\" must not be blank",
        "{\"label\":\"a\",\"documentId\":7} > \"documentId\" must be a string but is number",
        "{\"label\":\"a\",\"documentId\":\" \"} > 1 to 512 characters",
        "{\"label\":\"a\",\"by\":[]} > \"by\" must be a string but is array",
        "{\"label\":\"a\",\"by\":\" \"} > \"by\" must have 1 to 100 characters",
        "{\"label\":\"a\",\"at\":\"now\"} > \"at\" must be an ISO 8601 time",
        "{\"label\":\"a\",\"text\":1} > \"text\" must be a string but is number",
        "{\"label\":\"a\",\"text\":\" \"} > \"text\" must not be blank",
      })
  void whatIsWrongIsSaid(String json, String expected) {
    assertThat(reason("key", json)).contains(expected);
  }

  @Test
  void aNameMayHaveAHundredCharacters() {
    String json = "{\"label\":\"a\",\"by\":\"%s\"}";

    assertThat(correction("key", json.formatted("x".repeat(100))).by()).hasSize(100);
    assertThat(reason("key", json.formatted("x".repeat(101)))).contains("it has 101");
  }

  @Test
  void anyBytesHaveAnAnswer() {
    Random random = new Random(1);
    byte[] good = "{\"label\":\"କ\",\"by\":\"b\",\"at\":\"2026-01-01T00:00:00Z\"}".getBytes(UTF_8);
    for (int n = 0; n < 100_000; n++) {
      byte[] bytes = good.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertThat(CorrectionReader.read(random.nextBoolean() ? bytes : null, bytes, TIME))
          .isNotNull();
    }
  }
}
