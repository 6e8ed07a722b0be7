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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;

/**
 * The fields of a record that a stranger wrote. What is wrong with one is thrown as {@link
 * BadField} and becomes a value in the one place that reads such records, {@link #read}.
 */
final class Fields {

  /** Something is wrong with one field. */
  static final class BadField extends Exception {
    private static final long serialVersionUID = 1L;

    BadField(String message) {
      super(message, null, false, false);
    }
  }

  /** Makes a record of its fields. */
  interface Maker<T> {
    T from(Fields fields) throws BadField;
  }

  private final JsonNode json;

  private Fields(JsonNode json) {
    this.json = json;
  }

  /** The record that these bytes are, or what is wrong with them. Never throws. */
  static <T> Decoded<T> read(byte[] value, Maker<T> maker) {
    try {
      JsonNode json = Json.MAPPER.readTree(utf8(value));
      if (!json.isObject()) {
        throw new BadField("the value is not a JSON object but " + kind(json));
      }
      return new Decoded.Readable<>(maker.from(new Fields(json)));
    } catch (BadField e) {
      return new Decoded.Unreadable<>(e.getMessage());
    } catch (JsonProcessingException e) {
      return new Decoded.Unreadable<>(
          "not valid JSON" + place(e.getLocation()) + ": " + complaint(e));
    }
  }

  static String utf8(byte[] value) throws BadField {
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

  private static String kind(JsonNode node) {
    return node.isMissingNode()
        ? "missing"
        : node.getNodeType().toString().toLowerCase(Locale.ROOT);
  }

  /** A string that must be there. */
  String required(String name) throws BadField {
    JsonNode node = json.path(name);
    if (!node.isTextual()) {
      throw new BadField("\"%s\" must be a string but is %s".formatted(name, kind(node)));
    }
    return node.textValue();
  }

  /** A string, or null where it is null or missing. */
  String optional(String name) throws BadField {
    JsonNode node = json.path(name);
    return node.isMissingNode() || node.isNull() ? null : required(name);
  }

  /** The id in a field, or in the record's key where that names none; null where neither does. */
  String id(String name, byte[] key) throws BadField {
    String id = optional(name);
    return id == null ? id(key) : checked(id);
  }

  /** The id that a record's key is; null where there is no key. */
  static String id(byte[] key) throws BadField {
    return key == null || key.length == 0 ? null : checked(utf8(key));
  }

  private static String checked(String id) throws BadField {
    if (id.isBlank() || id.length() > Document.LONGEST_ID) {
      throw new BadField(
          "the id must have 1 to %d characters, not all blank; it has %d"
              .formatted(Document.LONGEST_ID, id.length()));
    }
    return id;
  }

  /** A time, or another where it is null or missing. */
  Instant time(String name, Instant otherwise) throws BadField {
    JsonNode time = json.path(name);
    if (time.isMissingNode() || time.isNull()) {
      return otherwise;
    }
    try {
      return OffsetDateTime.parse(time.asText()).toInstant();
    } catch (DateTimeException e) {
      throw new BadField(
          "\"%s\" must be an ISO 8601 time with a zone, e.g. 2026-01-31T09:30:00Z".formatted(name));
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
