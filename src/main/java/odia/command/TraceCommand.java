package odia.command;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import odia.event.Correction;
import odia.event.CorrectionReader;
import odia.event.DeadLetter;
import odia.event.DeadLetter.Origin;
import odia.event.Decoded;
import odia.event.Document;
import odia.event.DocumentReader;
import odia.event.Json;
import odia.event.Topic;
import odia.follow.TopicScan;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Everything that a cluster still knows of one document. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = {
      "Shows every record of one document in the order of time: document, labels, corrections, examples, dead letters, each with its place and, if it has one, its trace.",
      "Reads whole topics: on a large cluster it takes its time."
    },
    footer = {"", "Example:", "  odia trace news-17"})
public final class TraceCommand implements Callable<Integer> {

  private static final List<Topic<?>> TOPICS =
      List.of(Topic.DOCUMENTS, Topic.LABELS, Topic.CORRECTIONS, Topic.EXAMPLES, Topic.DEAD_LETTERS);

  @Mixin private KafkaOptions kafka;

  @Parameters(paramLabel = "ID", description = "Of the document.")
  private String id;

  @Option(names = "--json", description = "One JSON object a record.")
  private boolean json;

  private final List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
  private final Set<String> places = new HashSet<>();

  @Override
  public Integer call() {
    Map<String, Object> client = kafka.settings().client();
    KafkaOptions.await(client, TOPICS.stream().map(Topic::name).toList());
    try (TopicScan scan = new TopicScan(client)) {
      TOPICS.forEach(topic -> scan.read(topic.name(), Instant.EPOCH, this::note));
    }
    // Of what has one time stamp, the outcome stands behind what it is the outcome of.
    found.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
    found.forEach(record -> System.out.println(json ? asJson(record) : asLine(record)));
    if (found.isEmpty()) {
      System.err.printf("odia: nothing is known of %s (any more)%n", Lines.clean(id));
    }
    return found.isEmpty() ? 1 : 0;
  }

  private void note(ConsumerRecord<byte[], byte[]> record) {
    if (isWanted(record)) {
      found.add(record);
      places.add(place(record.topic(), record.partition(), record.offset()));
    }
  }

  private boolean isWanted(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topic.DOCUMENTS.name())) {
      return id.equals(documentId(record));
    }
    if (record.topic().equals(Topic.CORRECTIONS.name())) {
      return id.equals(correctedId(record));
    }
    Origin origin = Origin.of(record.headers());
    boolean ofOne =
        origin != null
            && places.contains(place(origin.topic(), origin.partition(), origin.offset()));
    return ofOne || id.equals(Lines.text(record.key()));
  }

  private static String place(String topic, int partition, long offset) {
    return topic + " " + partition + "-" + offset;
  }

  /** What the classifier calls it; the key's text where it cannot be read. */
  private static String documentId(ConsumerRecord<byte[], byte[]> record) {
    Instant time = Instant.ofEpochMilli(record.timestamp());
    Decoded<Document> decoded = DocumentReader.read(record.key(), record.value(), time);
    return decoded instanceof Decoded.Readable<Document> readable
        ? readable.value().id()
        : Lines.text(record.key());
  }

  private static String correctedId(ConsumerRecord<byte[], byte[]> record) {
    Instant time = Instant.ofEpochMilli(record.timestamp());
    Decoded<Correction> decoded = CorrectionReader.read(record.key(), record.value(), time);
    return decoded instanceof Decoded.Readable<Correction> readable
        ? readable.value().documentId()
        : Lines.text(record.key());
  }

  /** The second part of a W3C traceparent; null where there is none. */
  private static String traceId(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader("traceparent");
    String text = header == null ? null : Lines.text(header.value());
    boolean sound = text != null && text.matches("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-.*");
    return sound ? text.substring(3, 35) : null;
  }

  private String asLine(ConsumerRecord<byte[], byte[]> record) {
    String trace = traceId(record);
    return "%s  %-17s %d-%d  %s%s"
        .formatted(
            Instant.ofEpochMilli(record.timestamp()),
            record.topic().substring("odia.".length()),
            record.partition(),
            record.offset(),
            what(record),
            trace == null ? "" : "  trace " + trace);
  }

  private static String what(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topic.DOCUMENTS.name())) {
      return Lines.document(Json.read(record.value()));
    }
    if (record.topic().equals(Topic.LABELS.name())) {
      return Lines.label(Json.read(record.value()));
    }
    if (record.topic().equals(Topic.CORRECTIONS.name())) {
      return Lines.correction(record);
    }
    return record.topic().equals(Topic.EXAMPLES.name())
        ? Lines.example(record)
        : Lines.deadLetter(record);
  }

  private String asJson(ConsumerRecord<byte[], byte[]> record) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("topic", record.topic());
    map.put("partition", record.partition());
    map.put("offset", record.offset());
    map.put("timestamp", record.timestamp());
    map.put("traceId", traceId(record));
    DeadLetter letter = DeadLetter.of(record.headers());
    map.put("stage", letter == null ? null : letter.stage().wireName());
    map.put("reason", letter == null ? null : letter.reason());
    map.values().removeIf(value -> value == null);
    map.put("value", letter == null ? Json.read(record.value()) : null);
    return new String(Json.bytes(map), StandardCharsets.UTF_8);
  }
}
