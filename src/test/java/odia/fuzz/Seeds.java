package odia.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import odia.backup.TestBackups;
import odia.event.Json;
import odia.event.TestPromotions;
import odia.model.Checkpoint;
import odia.model.ToyModels;

/** Writes the sound inputs that fuzzing starts from; what it has found stands beside them. */
final class Seeds {

  static final Path FOLDER = Path.of("src/test/resources/fuzz");

  private Seeds() {}

  public static void main(String[] args) throws IOException {
    records();
    texts();
    checkpoints();
    backups();
    requests();
  }

  private static byte[] bytes(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      if (part instanceof Integer number) {
        out.write(number);
      } else {
        out.writeBytes(part instanceof byte[] b ? b : part.toString().getBytes(UTF_8));
      }
    }
    return out.toByteArray();
  }

  /** With its length before it, as {@link Pieces} reads it. */
  private static byte[] piece(Object content) {
    byte[] bytes = bytes(content);
    return bytes(bytes.length >> 8, bytes.length & 0xFF, bytes);
  }

  private static void save(Class<?> target, String name, byte[] seed) throws IOException {
    Path folder = Files.createDirectories(FOLDER.resolve(target.getSimpleName()));
    Files.write(folder.resolve(name), seed);
  }

  private static void records() throws IOException {
    String document =
        "{\"id\": \"n-1\", \"text\": \"ଭାରତ ଦଳ\", \"source\": \"s\", \"eventTime\": \"2026-01-31T09:30:00Z\"}";
    String correction =
        "{\"documentId\": \"n-1\", \"label\": \"sports\", \"by\": \"asha\", \"at\": \"2026-01-31T10:02:00Z\", \"text\": \"ଦଳ\"}";
    String example =
        "{\"documentId\":\"d1\",\"text\":\"ଦଳ\",\"label\":\"a\",\"by\":\"b\",\"at\":\"2026-01-31T10:02:00Z\",\"receivedAt\":\"2026-01-31T10:02:00Z\",\"others\":[{\"by\":\"c\",\"label\":\"d\",\"at\":\"2026-01-31T10:02:00Z\"}]}";
    String instance =
        "{\"id\":\"h-1\",\"roles\":[\"learner\"],\"host\":\"h\",\"startedAt\":\"2026-01-31T10:02:00Z\",\"at\":\"2026-01-31T10:02:00Z\",\"ok\":true,\"training\":{\"progress\":0.5}}";
    String manifest =
        "{\"version\":\"v1\",\"sha256\":\"00\",\"bytes\":5,\"parts\":1,\"firstOffset\":0,\"facts\":{\"shape\":{\"hidden\":3},\"labels\":[\"a\"]},\"madeAt\":\"2026-01-31T10:02:00Z\"}";
    save(RecordsFuzz.class, "document", bytes(0, piece("n-1"), document));
    save(RecordsFuzz.class, "correction", bytes(1, piece("n-1"), correction));
    save(RecordsFuzz.class, "example", bytes(2, piece("d1"), example));
    byte[] promotion = Json.bytes(TestPromotions.promoted("v1", "v0"));
    save(RecordsFuzz.class, "promotion", bytes(3, piece(""), promotion));
    save(RecordsFuzz.class, "instance", bytes(4, piece(""), instance));
    save(RecordsFuzz.class, "manifest", bytes(5, piece(""), manifest));
    byte[] headers =
        bytes(
            piece("odia.stage"),
            piece("decode"),
            piece("odia.origin.topic"),
            piece("odia.documents"),
            piece("odia.origin.partition"),
            piece("1"),
            piece("odia.origin.offset"),
            piece("2"),
            piece("odia.origin.timestamp"),
            piece("3"),
            piece("traceparent"),
            piece("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
    save(RecordsFuzz.class, "headers", bytes(6, piece(""), headers));
    save(
        ModelPartsFuzz.class,
        "model",
        bytes(piece("v1/0"), piece("abcde"), piece("v1/manifest"), piece(manifest)));
  }

  private static void texts() throws IOException {
    for (Class<?> target : new Class<?>[] {NormalizerFuzz.class, EncoderFuzz.class}) {
      save(
          target,
          "odia",
          bytes(0, "ଭାରତ କ୍ରିକେଟ ଦଳ ଆଜି ବିଶ୍ୱକପ ଜିତିଲା। covid-19ରେ ଡ଼ ଢ଼ \u0B21\u0B3C\u200D |"));
      save(target, "pairs", bytes(1, 0xD8, 0x00, 0x0B, 0x21, 0x0B, 0x3C, 0xD8, 0x3D, 0xDE, 0x00));
      save(target, "signs", bytes(0, "e\u0301\u0323 \uFB01 \u0130 \u1E9E \u0344 \uAC00\u11A8"));
    }
  }

  private static void checkpoints() throws IOException {
    Checkpoint toy = ToyModels.checkpoint(1);
    save(CheckpointFuzz.class, "whole", bytes(0, toy.toBytes()));
    String words = String.join("\n", toy.encoder().vocabulary().words());
    String ngrams = String.join("\n", toy.encoder().vocabulary().ngrams());
    String manifest = Json.MAPPER.writeValueAsString(toy.manifest());
    save(
        CheckpointFuzz.class,
        "forged",
        bytes(1, piece(manifest), piece(words), piece(ngrams), piece("1234")));
  }

  private static void backups() throws IOException {
    Path file = Files.createTempDirectory("seeds").resolve("a");
    byte[] whole = Files.readAllBytes(TestBackups.write(file));
    byte[] text;
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      text = in.readAllBytes();
    }
    save(BackupFuzz.class, "whole", bytes(0, whole));
    save(BackupFuzz.class, "lines", bytes(1, text));
    save(BackupFuzz.class, "forged", bytes(2, text));
  }

  private static void requests() throws IOException {
    String end = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    Class<?> target = target("odia.dashboard.HttpFuzz");
    save(target, "page", bytes("GET /" + end + "\r\n"));
    save(target, "labels", bytes("GET /api/labels?limit=5&label=a&before=0-3" + end + "\r\n"));
    String body = "{\"documentId\": \"d1\", \"label\": \"a\"}";
    String typed = "X-Odia: 1\r\nContent-Type: application/json\r\nContent-Length: ";
    save(
        target,
        "correct",
        bytes("POST /api/corrections" + end + typed + body.length() + "\r\n\r\n" + body));
    save(
        target,
        "cookie",
        bytes("GET /api/session" + end + "Cookie: odia=x; a=b\r\nAuthorization: Bearer x\r\n\r\n"));
    save(
        target,
        "chunked",
        bytes(
            "POST /api/session"
                + end
                + "X-Odia: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"));
    save(
        target,
        "path",
        bytes("GET /assets/%2e%2e/..%2f;a=b?%00" + end + "Range: bytes=0-1\r\n\r\n"));
    save(target, "stream", bytes("GET /api/stream" + end + "Last-Event-ID: 9-9\r\n\r\n"));
  }

  private static Class<?> target(String name) {
    try {
      return Class.forName(name, false, Seeds.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
