package odia.event;

import java.time.Instant;
import odia.event.Fields.BadField;

/**
 * Reads {@code {"documentId"?, "label", "by"?, "at"?, "text"?}} from the bytes of a record; without
 * a value it is a withdrawal. Never throws: whatever the bytes are, the answer is a {@link
 * Decoded}. Unknown fields are ignored.
 */
public final class CorrectionReader {

  private CorrectionReader() {}

  /**
   * Reads one record.
   *
   * @param key the record's key, or null; the document's id where the value does not name it
   * @param value the record's value; null withdraws
   * @param recordTime the record's time stamp; the time of a correction that names none
   */
  public static Decoded<Correction> read(byte[] key, byte[] value, Instant recordTime) {
    return value == null
        ? withdrawal(key, recordTime)
        : Fields.read(value, fields -> correction(fields, key, recordTime));
  }

  private static Decoded<Correction> withdrawal(byte[] key, Instant recordTime) {
    try {
      return new Decoded.Readable<>(Correction.withdrawal(known(Fields.id(key)), recordTime));
    } catch (BadField e) {
      return new Decoded.Unreadable<>(e.getMessage());
    }
  }

  private static Correction correction(Fields fields, byte[] key, Instant recordTime)
      throws BadField {
    return new Correction(
        known(fields.id("documentId", key)),
        notBlank("label", fields.required("label")).strip(),
        annotator(fields.optional("by")),
        fields.time("at", recordTime),
        notBlank("text", fields.optional("text")));
  }

  private static String known(String id) throws BadField {
    if (id == null) {
      throw new BadField("no document is named: neither \"documentId\" nor the record's key");
    }
    return id;
  }

  private static String notBlank(String name, String value) throws BadField {
    if (value != null && value.isBlank()) {
      throw new BadField("\"%s\" must not be blank".formatted(name));
    }
    return value;
  }

  private static String annotator(String by) throws BadField {
    if (by == null) {
      return Correction.UNKNOWN_ANNOTATOR;
    }
    String name = by.strip();
    if (name.isEmpty() || name.length() > Correction.LONGEST_ANNOTATOR) {
      throw new BadField(
          "\"by\" must have 1 to %d characters, not all blank; it has %d"
              .formatted(Correction.LONGEST_ANNOTATOR, by.length()));
    }
    return name;
  }
}
