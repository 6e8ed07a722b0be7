package odia.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A document or correction record that came to nothing. Its record carries the original key and
 * value byte for byte, the original headers, and these facts as further headers; the facts alone
 * where Kafka would not take the rest.
 *
 * @param stage where it failed
 * @param reason what was wrong, without the text
 * @param origin where the record stood
 */
public record DeadLetter(Stage stage, String reason, Origin origin) {

  /** Longest reason, in characters. */
  private static final int LONGEST_REASON = 500;

  private static final String STAGE = "odia.stage";
  private static final String REASON = "odia.reason";

  /** Where a record can fail. */
  public enum Stage {
    /** The bytes are no document, or no correction. */
    DECODE("decode"),
    /** The text has no Odia letter: the model knows no other script, so a label would be noise. */
    LANGUAGE("language"),
    /** The model failed on the text. */
    CLASSIFY("classify"),
    /** A correction whose label is not in the label set, nor allowed as a new one. */
    LABEL("label"),
    /** A correction of a document that the classifier does not know, without its text. */
    JOIN("join");

    private final String wireName;

    Stage(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }

    /** By its name on the wire, or null where there is none of that name. */
    public static Stage named(String wireName) {
      return Arrays.stream(values())
          .filter(stage -> stage.wireName.equals(wireName))
          .findFirst()
          .orElse(null);
    }
  }

  /**
   * The record that another was made of. Labels, examples and dead letters carry it as headers, so
   * that everybody can find the record and see that each has one outcome.
   *
   * @param timestamp milliseconds since 1970 of the original record
   */
  public record Origin(String topic, int partition, long offset, long timestamp) {

    private static final String TOPIC = "odia.origin.topic";
    private static final String PARTITION = "odia.origin.partition";
    private static final String OFFSET = "odia.origin.offset";
    private static final String TIMESTAMP = "odia.origin.timestamp";

    /** The headers by name, UTF-8 text. */
    public Map<String, byte[]> headers() {
      Map<String, byte[]> headers = new LinkedHashMap<>();
      put(headers, TOPIC, topic);
      put(headers, PARTITION, partition);
      put(headers, OFFSET, offset);
      put(headers, TIMESTAMP, timestamp);
      return headers;
    }

    /** What a record's headers say, or null where they do not. */
    public static Origin of(Headers headers) {
      try {
        return new Origin(
            text(headers, TOPIC),
            Integer.parseInt(text(headers, PARTITION)),
            Long.parseLong(text(headers, OFFSET)),
            Long.parseLong(text(headers, TIMESTAMP)));
      } catch (NumberFormatException e) {
        return null;
      }
    }
  }

  public DeadLetter {
    if (reason.length() > LONGEST_REASON) {
      reason = reason.substring(0, LONGEST_REASON) + "…";
    }
  }

  /** The headers by name, UTF-8 text. */
  public Map<String, byte[]> headers() {
    Map<String, byte[]> headers = new LinkedHashMap<>();
    put(headers, STAGE, stage.wireName);
    put(headers, REASON, reason);
    headers.putAll(origin.headers());
    return headers;
  }

  /** What a dead letter's headers say, or null where they do not: the record is none of ours. */
  public static DeadLetter of(Headers headers) {
    Origin origin = Origin.of(headers);
    Stage stage = Stage.named(text(headers, STAGE));
    return origin == null || stage == null
        ? null
        : new DeadLetter(stage, text(headers, REASON), origin);
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static void put(Map<String, byte[]> headers, String name, Object value) {
    headers.put(name, value.toString().getBytes(StandardCharsets.UTF_8));
  }
}
