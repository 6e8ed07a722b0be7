package odia.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import odia.event.Decoded;
import odia.event.Document;
import odia.event.DocumentReader;
import odia.event.Json;

/**
 * Lines of a file as documents, in one of three formats. A line that is no document is told why;
 * one that is blank is neither.
 */
final class DocumentLines {

  /** How a line holds a document. */
  enum Format {
    /** A JSON object: id, text, source, eventTime. */
    jsonl,
    /** Tab-separated columns under a header that names id and text; other columns are ignored. */
    tsv,
    /** The text itself. */
    txt;

    /** By the file's name, gzipped or not. */
    static Format of(String file) {
      String name = file.toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
      for (Format format : values()) {
        if (name.endsWith("." + format)) {
          return format;
        }
      }
      if (name.endsWith(".json") || name.endsWith(".ndjson")) {
        return jsonl;
      }
      throw new Failure(
          "What is "
              + file
              + "? Its name ends in none of .jsonl .tsv .txt; say --format jsonl, tsv or txt");
    }
  }

  /**
   * What a line turned out to be: a document, or the reason why not.
   *
   * @param document null where there is a reason
   * @param reason null where there is a document
   */
  record Line(Document document, String reason) {}

  /** As much as its topic takes: more would end the sending in the middle of the file. */
  private static final int LARGEST_DOCUMENT = 2 << 20;

  private final Format format;
  private final String source;
  private final Columns columns = new Columns("text");

  /**
   * @param source of documents that name none, or null
   */
  DocumentLines(Format format, String source) {
    this.format = format;
    this.source = source;
  }

  /**
   * Reads a line.
   *
   * @return null for a blank line and for a header
   */
  Line read(String line) {
    if (line.isBlank()) {
      return null;
    }
    return switch (format) {
      case jsonl -> ofJson(line);
      case tsv -> ofColumns(line);
      case txt -> of(Json.MAPPER.createObjectNode().put("text", line.strip()));
    };
  }

  private Line ofJson(String line) {
    try {
      JsonNode json = Json.MAPPER.readTree(line);
      return json instanceof ObjectNode object ? of(object) : new Line(null, "not a JSON object");
    } catch (JsonProcessingException e) {
      return new Line(null, "not valid JSON: " + e.getOriginalMessage());
    }
  }

  private Line ofColumns(String line) {
    if (columns.isHeader(line)) {
      return null;
    }
    String complaint = columns.complaint(line);
    if (complaint != null) {
      return new Line(null, complaint);
    }
    Map<String, String> row = columns.row(line);
    ObjectNode object = Json.MAPPER.createObjectNode().put("text", row.get("text"));
    for (String name : List.of("id", "source", "eventTime")) {
      String cell = row.get(name.toLowerCase(Locale.ROOT));
      if (cell != null && !cell.isBlank()) {
        object.put(name, cell);
      }
    }
    return of(object);
  }

  /**
   * The same reader that the classifier has, so what is refused here would be a dead letter there.
   */
  private Line of(ObjectNode object) {
    if (source != null && !object.has("source")) {
      object.put("source", source);
    }
    byte[] bytes = object.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LARGEST_DOCUMENT) {
      String reason = "is %,d bytes of JSON, and a document may be %,d";
      return new Line(null, reason.formatted(bytes.length, LARGEST_DOCUMENT));
    }
    Decoded<Document> decoded = DocumentReader.read(null, bytes, Instant.now());
    return decoded instanceof Decoded.Readable<Document> readable
        ? new Line(readable.value(), null)
        : new Line(null, ((Decoded.Unreadable<Document>) decoded).reason());
  }
}
