package odia.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import odia.corpus.TextFile;
import odia.event.Correction;
import odia.event.CorrectionReader;
import odia.event.Decoded;
import odia.event.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a person's right labels to a cluster. */
@Command(
    name = "correct",
    mixinStandardHelpOptions = true,
    description = {
      "Says what the right label of a document is, or withdraws what was said of it.",
      "The classifier makes a training example of it; \"odia watch examples\" and \"odia watch dead-letters\" show what came of it."
    },
    footer = {
      "",
      "Examples:",
      "  odia correct news-17 politics",
      "  odia correct news-17 --withdraw",
      "  odia correct --file corrections.tsv"
    })
public final class CorrectCommand implements Callable<Integer> {

  /** As much as its topic takes. */
  private static final int LARGEST_BYTES = 2 << 20;

  @Mixin private KafkaOptions kafka;

  @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "Of the document.")
  private String id;

  @Parameters(index = "1", arity = "0..1", paramLabel = "LABEL", description = "The right one.")
  private String label;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who says so (default: the name you are logged in with).")
  private String by = System.getProperty("user.name");

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "The document's text, for one that the classifier no longer has.")
  private String text;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "When it was said, e.g. 2026-01-31T09:30:00Z (default: now).")
  private String at;

  @Option(names = "--withdraw", description = "Withdraw what was said of the document.")
  private boolean withdraw;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "Corrections with a header: id<TAB>label, and if wanted by, at and text; - for standard input.")
  private String file;

  private final Columns columns = new Columns("id", "label");
  private long refused;

  @Override
  public Integer call() {
    checkUsage();
    Correction single = file == null ? single() : null;
    Settings settings = kafka.settings();
    KafkaOptions.await(settings, KafkaOptions.role(settings, "annotator"));
    try (RecordProducer producer = new RecordProducer(settings.client())) {
      if (single != null) {
        producer.send(single);
        producer.flush();
        System.out.println(Lines.correction(single) + "  (sent)");
        return 0;
      }
      sendFile(producer);
      System.err.printf("%,d corrections sent, %,d lines refused%n", producer.sent(), refused);
      return refused == 0 ? 0 : 1;
    }
  }

  private void checkUsage() {
    if (file != null && (id != null || withdraw || text != null || at != null)) {
      throw new WrongUsage("--file must be given alone, or with --by");
    }
    if (file == null && (id == null || withdraw == (label != null))) {
      throw new WrongUsage("Say ID LABEL, ID --withdraw, or --file FILE");
    }
    if (withdraw && (text != null || at != null)) {
      throw new WrongUsage("--withdraw must be given without --text and --at");
    }
  }

  private Correction single() {
    Decoded<Correction> decoded =
        withdraw ? CorrectionReader.read(bytes(id), null, Instant.now()) : read(row());
    if (decoded instanceof Decoded.Unreadable<Correction> unreadable) {
      throw new WrongUsage("This is no correction: " + unreadable.reason());
    }
    return ((Decoded.Readable<Correction>) decoded).value();
  }

  private ObjectNode row() {
    ObjectNode row = Json.MAPPER.createObjectNode().put("documentId", id).put("label", label);
    return row.put("by", by).put("at", at).put("text", text);
  }

  /**
   * The same reader that the classifier has, so what is refused here would be a dead letter there.
   * A time that is not given stays so: Kafka's clock knows better than this machine's.
   */
  private static Decoded<Correction> read(ObjectNode row) {
    byte[] bytes = bytes(row.toString());
    if (bytes.length > LARGEST_BYTES) {
      return new Decoded.Unreadable<>(
          "it is %,d bytes of JSON, and a correction may be %,d"
              .formatted(bytes.length, LARGEST_BYTES));
    }
    Decoded<Correction> decoded = CorrectionReader.read(null, bytes, Instant.now());
    if (decoded instanceof Decoded.Readable<Correction> readable && row.path("at").isNull()) {
      Correction said = readable.value();
      return new Decoded.Readable<>(
          new Correction(said.documentId(), said.label(), said.by(), null, said.text()));
    }
    return decoded;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void sendFile(RecordProducer producer) {
    TextFile.Lines sender = (line, number) -> send(line, number, producer);
    if (file.equals("-")) {
      TextFile.read(System.in, "standard input", sender);
    } else {
      TextFile.read(Path.of(file), sender);
    }
    producer.flush();
  }

  private void send(String line, long number, RecordProducer producer) {
    if (line.isBlank() || columns.isHeader(line)) {
      return;
    }
    String complaint = columns.complaint(line);
    Decoded<Correction> decoded =
        complaint == null ? read(row(columns.row(line))) : new Decoded.Unreadable<>(complaint);
    if (decoded instanceof Decoded.Readable<Correction> readable) {
      producer.send(readable.value());
    } else {
      refused++;
      String reason = ((Decoded.Unreadable<Correction>) decoded).reason();
      System.err.printf("odia: %s:%d: %s%n", file, number, reason);
    }
  }

  private ObjectNode row(Map<String, String> cells) {
    ObjectNode row = Json.MAPPER.createObjectNode();
    row.put("documentId", cells.get("id")).put("label", cells.get("label"));
    row.put("by", orNull(cells.get("by")) == null ? by : cells.get("by"));
    return row.put("at", orNull(cells.get("at"))).put("text", orNull(cells.get("text")));
  }

  private static String orNull(String cell) {
    return cell == null || cell.isBlank() ? null : cell.strip();
  }
}
