package odia.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import odia.event.Example;
import odia.event.Json;
import odia.event.TestPromotions;
import odia.event.Topic;
import odia.registry.ModelManifest;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Backups made without Kafka, sound ones and others. */
public final class TestBackups {

  static final byte[] MODEL = "ଭାର \0\1\2 weights".getBytes(UTF_8);

  private TestBackups() {}

  static Preface preface() {
    Map<String, Preface.Saved> topics = new LinkedHashMap<>();
    topics.put(Topic.MODELS.name(), new Preface.Saved(1, Map.of(0, 9L), null));
    topics.put(Topic.PROMOTIONS.name(), new Preface.Saved(1, Map.of(0, 9L), null));
    topics.put(Topic.EXAMPLES.name(), new Preface.Saved(6, Map.of(0, 9L), Map.of(0, 1L)));
    return new Preface(
        Preface.FORMAT, Preface.VERSION, Instant.EPOCH, "here:1", Map.of("a", "b"), topics);
  }

  static SavedRecord record(Topic<?> topic, long offset, String key, byte[] value) {
    List<Header> headers = List.of(new RecordHeader("ଶୀର୍ଷ", new byte[] {-1, 0}));
    byte[] name = key == null ? null : key.getBytes(UTF_8);
    return new SavedRecord(topic.name(), 0, offset, 1_000 + offset, name, value, headers);
  }

  static byte[] example(String id) {
    Instant at = Instant.EPOCH;
    return Json.bytes(
        new Example(id, "ଭାରତ \"ଦଳ\"", "sports", "asha", at, at, null, null, List.of()));
  }

  static List<SavedRecord> records() {
    String sha256 = HexFormat.of().formatHex(Contents.sha256().digest(MODEL));
    ModelManifest manifest =
        new ModelManifest("v1", null, sha256, MODEL.length, 1, 0, null, Instant.EPOCH);
    return List.of(
        record(Topic.MODELS, 0, "v1/0", MODEL),
        record(Topic.MODELS, 1, "v1/manifest", Json.bytes(manifest)),
        record(Topic.MODELS, 4, "v0/0", null),
        record(Topic.PROMOTIONS, 3, null, Json.bytes(TestPromotions.promoted("v1", null))),
        record(Topic.EXAMPLES, 0, "d1", example("d1")),
        record(Topic.EXAMPLES, 2, "d2", null));
  }

  /** A sound one. */
  public static Path write(Path file) {
    try (BackupWriter writer = new BackupWriter(file, false)) {
      writer.preface(preface());
      records().forEach(writer::record);
      writer.finish();
      return file;
    }
  }

  static String text(Path file) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  public static Path zip(Path file, byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text);
    }
    return Files.write(file, bytes.toByteArray());
  }

  static Path forge(Path file, String text) throws IOException {
    return forge(file, text.getBytes(UTF_8));
  }

  /** Lines whose closing line has their right SHA-256, as a forger would write them. */
  public static Path forge(Path file, byte[] bytes) throws IOException {
    String text = new String(bytes, ISO_8859_1); // a character for each byte
    int last = text.lastIndexOf("\n{\"closing\"") + 1;
    byte[] digest = Contents.sha256().digest(text.substring(0, last).getBytes(ISO_8859_1));
    String right = "\"sha256\":\"" + HexFormat.of().formatHex(digest) + "\"}}\n";
    int wrong = text.lastIndexOf("\"sha256\"");
    String forged = wrong < last ? text : text.substring(0, wrong) + right;
    return zip(file, forged.getBytes(ISO_8859_1));
  }
}
