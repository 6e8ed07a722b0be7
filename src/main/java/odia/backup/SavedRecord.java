package odia.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import odia.event.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * One record as a line of a backup has it. Bytes that are UTF-8 text without control characters
 * stand there as text, so that people can read a backup; all others in Base64.
 *
 * @param offset where it stood when it was saved; a restored one stands elsewhere
 * @param timestamp milliseconds since 1970
 * @param key or null
 * @param value null in a tombstone
 */
record SavedRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte[] key,
    byte[] value,
    List<Header> headers) {

  private static final String BASE64 = "Base64";

  static SavedRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new SavedRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        List.of(record.headers().toArray()));
  }

  SavedRecord withValue(byte[] other) {
    return new SavedRecord(topic, partition, offset, timestamp, key, other, headers);
  }

  ObjectNode json() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("topic", topic).put("partition", partition).put("offset", offset);
    json.put("timestamp", timestamp);
    put(json, "key", key);
    put(json, "value", value);
    if (!headers.isEmpty()) {
      ArrayNode list = json.putArray("headers");
      headers.forEach(h -> put(list.addObject().put("name", h.key()), "value", h.value()));
    }
    return json;
  }

  private static void put(ObjectNode json, String name, byte[] bytes) {
    String text = bytes == null ? null : text(bytes);
    if (text != null) {
      json.put(name, text);
    } else if (bytes != null) {
      json.put(name + BASE64, bytes);
    }
  }

  /** The bytes as text, or null where they are none that comes back as it was. */
  private static String text(byte[] bytes) {
    for (byte each : bytes) {
      if (each >= 0 && each < ' ') {
        return null;
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /**
   * @throws IllegalArgumentException if it is no record, saying why
   */
  static SavedRecord of(JsonNode json) {
    List<Header> headers = new ArrayList<>();
    for (JsonNode each : json.path("headers")) {
      headers.add(new RecordHeader(required(each, "name").textValue(), bytes(each, "value")));
    }
    return new SavedRecord(
        required(json, "topic").textValue(),
        Math.toIntExact(number(json, "partition")),
        number(json, "offset"),
        number(json, "timestamp"),
        bytes(json, "key"),
        bytes(json, "value"),
        headers);
  }

  private static JsonNode required(JsonNode json, String name) {
    if (!json.path(name).isTextual()) {
      throw new IllegalArgumentException("\"" + name + "\" is no text");
    }
    return json.path(name);
  }

  private static long number(JsonNode json, String name) {
    JsonNode number = json.path(name);
    if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
      throw new IllegalArgumentException("\"" + name + "\" is no number from 0 on");
    }
    return number.longValue();
  }

  private static byte[] bytes(JsonNode json, String name) {
    if (json.has(name + BASE64)) {
      try {
        return required(json, name + BASE64).binaryValue();
      } catch (IOException e) {
        throw new IllegalArgumentException("\"" + name + BASE64 + "\" is no Base64", e);
      }
    }
    return json.has(name)
        ? required(json, name).textValue().getBytes(StandardCharsets.UTF_8)
        : null;
  }

  /** Whether another is the same but for where it stands. */
  boolean isLike(SavedRecord other) {
    return timestamp == other.timestamp
        && Arrays.equals(key, other.key)
        && Arrays.equals(value, other.value)
        && headers.equals(other.headers);
  }

  /** All but where it stands, as bytes that differ where anything of it does. */
  void addTo(MessageDigest digest) {
    digest.update(ByteBuffer.allocate(8).putLong(timestamp).flip());
    add(digest, key);
    add(digest, value);
    digest.update(ByteBuffer.allocate(4).putInt(headers.size()).flip());
    for (Header header : headers) {
      add(digest, header.key().getBytes(StandardCharsets.UTF_8));
      add(digest, header.value());
    }
  }

  private static void add(MessageDigest digest, byte[] bytes) {
    digest.update(ByteBuffer.allocate(4).putInt(bytes == null ? -1 : bytes.length).flip());
    if (bytes != null) {
      digest.update(bytes);
    }
  }

  String place() {
    return "%s %d-%d".formatted(topic, partition, offset);
  }
}
