package odia.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import odia.event.Correction;
import odia.event.CorrectionReader;
import odia.event.DeadLetter;
import odia.event.Decoded;
import odia.event.Document;
import odia.event.DocumentReader;
import odia.event.Example;
import odia.event.Instance;
import odia.event.Json;
import odia.registry.ModelManifest;
import odia.registry.PromotionLog;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Records as strangers write them: key, value and headers of any topic. */
public final class RecordsFuzz {

  private static final Instant TIME = Instant.EPOCH;

  private RecordsFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    Bounds.within(data.length, () -> decode(new Pieces(data)));
  }

  private static void decode(Pieces pieces) {
    int kind = pieces.number() % 7;
    byte[] key = pieces.next();
    switch (kind) {
      case 0 -> document(key, pieces.rest());
      case 1 -> correction(key, pieces.rest());
      case 2 -> example(key, pieces.rest());
      case 3 -> PromotionLog.read(pieces.rest());
      case 4 -> Json.read(pieces.rest(), Instance.class);
      case 5 -> Json.read(pieces.rest(), ModelManifest.class);
      default -> headers(pieces);
    }
  }

  private static void document(byte[] key, byte[] value) {
    if (DocumentReader.read(key, value, TIME) instanceof Decoded.Readable<Document> readable) {
      Document document = readable.value();
      Bounds.check(document.text() != null && document.eventTime() != null, "a part is missing");
      checkId(document.id());
      Json.bytes(document);
    }
  }

  private static void correction(byte[] key, byte[] value) {
    byte[] wanted = value.length == 0 ? null : value;
    if (CorrectionReader.read(key, wanted, TIME) instanceof Decoded.Readable<Correction> readable) {
      Correction correction = readable.value();
      checkId(correction.documentId());
      Bounds.check(correction.withdraws() || !correction.label().isBlank(), "a blank label");
      Bounds.check(correction.by().length() <= Correction.LONGEST_ANNOTATOR, "a long name");
      Bounds.check(correction.at() != null, "no time");
      Json.bytes(correction);
    }
  }

  private static void checkId(String id) {
    Bounds.check(!id.isBlank() && id.length() <= Document.LONGEST_ID, "a bad id: %s", id);
  }

  private static void example(byte[] key, byte[] value) {
    Example example = Json.read(value, Example.class);
    if (example != null) {
      example.fits(key == null ? "" : new String(key, UTF_8));
    }
  }

  private static void headers(Pieces pieces) {
    RecordHeaders headers = new RecordHeaders();
    while (pieces.hasNext()) {
      byte[] name = pieces.next();
      headers.add(name == null ? "odia.stage" : new String(name, UTF_8), pieces.next());
    }
    DeadLetter letter = DeadLetter.of(headers);
    if (letter != null) {
      letter.headers();
    }
  }
}
