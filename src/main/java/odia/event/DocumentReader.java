package odia.event;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Reads {@code {"id", "text", "source"?, "eventTime"?}} from the bytes of a record. Never throws:
 * whatever the bytes are, the answer is a {@link Decoded}. Unknown fields are ignored.
 */
public final class DocumentReader {

  private DocumentReader() {}

  /**
   * Reads one record.
   *
   * @param key the record's key, or null; the id of a document that names none
   * @param value the record's value, or null
   * @param recordTime the record's time stamp; the event time of a document that names none
   */
  public static Decoded read(byte[] key, byte[] value, Instant recordTime) {
    if (value == null) {
      return unreadable("the value is null (a tombstone); a document cannot be withdrawn");
    }
    try {
      return fromJson(key, Json.MAPPER.readTree(utf8(value)), recordTime);
    } catch (BadField e) {
      return unreadable(e.getMessage());
    } catch (JsonProcessingException e) {
      return unreadable("not valid JSON" + place(e.getLocation()) + ": " + complaint(e));
    }
  }

  private static Decoded.Unreadable unreadable(String reason) {
    return new Decoded.Unreadable(reason);
  }

  /** Something is wrong with one field; carried to the one place that makes it a value. */
  private static final class BadField extends Exception {
    private static final long serialVersionUID = 1L;

    BadField(String message) {
      super(message, null, false, false);
    }
  }

  private static String utf8(byte[] value) throws BadField {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.wrap(value);
    CharBuffer characters = CharBuffer.allocate(value.length);
    CoderResult result = decoder.decode(bytes, characters, true);
    if (result.isError()) {
      throw new BadField("invalid UTF-8 at byte " + bytes.position());
    }
    return characters.flip().toString();
  }

  private static Decoded fromJson(byte[] key, JsonNode json, Instant recordTime) throws BadField {
    if (!json.isObject()) {
      throw new BadField("the value is not a JSON object but " + kind(json));
    }
    JsonNode text = json.path("text");
    if (!text.isTextual()) {
      throw new BadField("\"text\" must be a string but is " + kind(text));
    }
    String id = id(key, json.path("id"), text.textValue());
    String source = source(json.path("source"));
    Instant eventTime = eventTime(json.path("eventTime"), recordTime);
    return new Decoded.Readable(new Document(id, text.textValue(), source, eventTime));
  }

  private static String kind(JsonNode node) {
    return node.isMissingNode()
        ? "missing"
        : node.getNodeType().toString().toLowerCase(Locale.ROOT);
  }

  private static String id(byte[] key, JsonNode id, String text) throws BadField {
    if (id.isMissingNode() || id.isNull()) {
      return key == null || key.length == 0 ? hashOf(text) : checked(utf8(key));
    }
    if (!id.isTextual()) {
      throw new BadField("\"id\" must be a string but is " + kind(id));
    }
    return checked(id.textValue());
  }

  private static String checked(String id) throws BadField {
    if (id.isBlank() || id.length() > Document.LONGEST_ID) {
      throw new BadField(
          "the id must have 1 to %d characters, not all blank; it has %d"
              .formatted(Document.LONGEST_ID, id.length()));
    }
    return id;
  }

  private static String source(JsonNode source) throws BadField {
    if (source.isMissingNode() || source.isNull()) {
      return null;
    }
    if (!source.isTextual()) {
      throw new BadField("\"source\" must be a string but is " + kind(source));
    }
    return source.textValue();
  }

  private static Instant eventTime(JsonNode time, Instant recordTime) throws BadField {
    if (time.isMissingNode() || time.isNull()) {
      return recordTime;
    }
    try {
      return OffsetDateTime.parse(time.asText()).toInstant();
    } catch (DateTimeException e) {
      throw new BadField(
          "\"eventTime\" must be an ISO 8601 time with a zone, e.g. 2026-01-31T09:30:00Z");
    }
  }

  /** The id of a document without one: the same text has the same id wherever it comes from. */
  public static String hashOf(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static String place(JsonLocation location) {
    return location == null ? "" : " at character " + location.getCharOffset();
  }

  /** Jackson's message up to where it quotes the record: reasons go where texts may not. */
  private static String complaint(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    String first = message == null ? "" : message.lines().findFirst().orElse("");
    String unquoted = first.replaceFirst("[ (]*['\"].*", "");
    return unquoted.isEmpty() ? "unreadable" : unquoted;
  }
}
