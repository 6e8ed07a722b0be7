package odia.event;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

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
  }

  /**
   * @param timestamp milliseconds since 1970 of the original record
   */
  public record Origin(String topic, int partition, long offset, long timestamp) {}

  public DeadLetter {
    if (reason.length() > LONGEST_REASON) {
      reason = reason.substring(0, LONGEST_REASON) + "…";
    }
  }

  /** The headers by name, UTF-8 text. */
  public Map<String, byte[]> headers() {
    Map<String, byte[]> headers = new LinkedHashMap<>();
    put(headers, "odia.stage", stage.wireName);
    put(headers, "odia.reason", reason);
    put(headers, "odia.origin.topic", origin.topic);
    put(headers, "odia.origin.partition", origin.partition);
    put(headers, "odia.origin.offset", origin.offset);
    put(headers, "odia.origin.timestamp", origin.timestamp);
    return headers;
  }

  private static void put(Map<String, byte[]> headers, String name, Object value) {
    headers.put(name, value.toString().getBytes(StandardCharsets.UTF_8));
  }
}
