package odia.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import odia.event.Fields.BadField;

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
  public static Decoded<Document> read(byte[] key, byte[] value, Instant recordTime) {
    if (value == null) {
      return new Decoded.Unreadable<>(
          "the value is null (a tombstone); a document cannot be withdrawn");
    }
    return Fields.read(value, fields -> document(fields, key, recordTime));
  }

  private static Document document(Fields fields, byte[] key, Instant recordTime) throws BadField {
    String text = fields.required("text");
    String id = fields.id("id", key);
    return new Document(
        id == null ? hashOf(text) : id,
        text,
        fields.optional("source"),
        fields.time("eventTime", recordTime));
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
}
