package odia.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import odia.event.Correction;
import odia.event.CorrectionReader;
import odia.event.Decoded;
import odia.event.Example;
import odia.event.Instance;
import odia.event.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Records as lines a person reads in a terminal. */
final class Lines {

  private static final int LONGEST = 120;

  private Lines() {}

  /** A label, or its bytes' beginning where another writer put something else there. */
  static String label(JsonNode label) {
    if (label == null) {
      return "(not a label)";
    }
    return "%-20s %5.1f %% %s %s%s"
        .formatted(
            clean(label.path("label").asText()),
            100 * label.path("confidence").asDouble(),
            label.path("needsReview").asBoolean() ? "?" : " ",
            clean(label.path("documentId").asText()),
            label.path("truncated").asBoolean() ? "  (truncated)" : "");
  }

  static String document(JsonNode document) {
    if (document == null) {
      return "(not a document)";
    }
    return clean(document.path("id").asText("-")) + "  " + clean(document.path("text").asText());
  }

  static String correction(Correction correction) {
    return correction.withdraws()
        ? "%-20s %s".formatted("(withdrawn)", clean(correction.documentId()))
        : "%-20s %s  by %s"
            .formatted(
                clean(correction.label()), clean(correction.documentId()), clean(correction.by()));
  }

  /** A correction as it stands on the topic, where anybody may write anything. */
  static String correction(ConsumerRecord<byte[], byte[]> record) {
    Instant time = Instant.ofEpochMilli(record.timestamp());
    Decoded<Correction> decoded = CorrectionReader.read(record.key(), record.value(), time);
    return decoded instanceof Decoded.Readable<Correction> readable
        ? correction(readable.value())
        : "(not a correction)";
  }

  static String example(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return "%-20s %s".formatted("(withdrawn)", clean(String.valueOf(text(record.key()))));
    }
    Example example = Json.read(record.value(), Example.class);
    return example == null
        ? "(not an example)"
        : "%-20s %-20s %s  by %s  %s"
            .formatted(
                clean(example.label()),
                example.givenLabel() == null
                    ? ""
                    : example.givenLabel().equals(example.label())
                        ? "(confirmed)"
                        : "(was " + clean(example.givenLabel()) + ")",
                clean(example.documentId()),
                clean(example.by()),
                clean(example.text()));
  }

  static String deadLetter(ConsumerRecord<byte[], byte[]> record) {
    return "%-9s %s/%s@%s  %s"
        .formatted(
            header(record, "odia.stage"),
            header(record, "odia.origin.topic"),
            header(record, "odia.origin.partition"),
            header(record, "odia.origin.offset"),
            header(record, "odia.reason"));
  }

  /** How a process is: its id, what it does, what it labels with, what its parts say. */
  static String instance(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return "ended  " + clean(String.valueOf(text(record.key())));
    }
    Instance instance = Json.read(record.value(), Instance.class);
    return instance == null
        ? "(not an instance)"
        : "%-5s  %s  %s  %s%s  %s"
            .formatted(
                instance.ok() ? "ok" : "BAD",
                clean(instance.id()),
                clean(String.join("+", instance.roles())),
                instance.modelVersion() == null ? "-" : clean(instance.modelVersion()),
                instance.training() == null
                    ? ""
                    : "  training %.0f %%".formatted(100 * instance.training().progress()),
                clean(String.valueOf(instance.detail()).replace("\n", "; ")));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "-" : clean(text(header.value()));
  }

  /** Bytes as text, whatever they are; null stays null. */
  static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /** Strangers' text on our user's terminal: one line, no control characters, not too long. */
  static String clean(String text) {
    String plain = text.replaceAll("[\\p{Cc}\\p{Cf}&&[^\u200C\u200D]]+", " ");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
  }
}
