package odia.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import odia.event.Json;
import odia.registry.RegistryException;
import odia.registry.SigningKeys;

/**
 * Reads a backup to its end and verifies all of it: structure, order, kind of every record, counts,
 * digests, models and their signatures. In memory for one record, whatever the file claims. What it
 * handed over before it found something wrong must be thrown away. Immutable and thread-safe.
 */
public final class BackupReader {

  static final String CLOSING = "closing";

  private static final String RECORDS_ORDER =
      "records must stand by topic, partition and offset; %s follows %s";

  /** What is done with the records; for who only verifies, nothing. */
  interface Taker {
    default void preface(Preface preface) {}

    void record(SavedRecord record);
  }

  /**
   * A backup in which nothing is wrong.
   *
   * @param damaged models that were not whole when it was made either: what is wrong, by version
   */
  public record Verified(Preface preface, Closing closing, Map<String, String> damaged) {}

  private final Path file;
  private final SigningKeys keys;

  /**
   * @param keys what models must be signed by, if by anything
   */
  public BackupReader(Path file, SigningKeys keys) {
    this.file = file;
    this.keys = keys;
  }

  /**
   * Reads all of it and hands nothing over.
   *
   * @throws BackupException if anything is wrong, naming the place
   */
  public Verified verify() {
    return read(record -> {});
  }

  /** Of as many headers as a record may have, the smallest there are; each is six of them. */
  private static final int MOST_TOKENS = 2_000_000;

  private static final ObjectMapper LINES =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxStringLength(LineInput.LONGEST)
                      .maxTokenCount(MOST_TOKENS)
                      .build())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());

  Verified read(Taker taker) {
    try (LineInput lines = new LineInput(file)) {
      Run run = new Run(lines, new Contents(keys), taker);
      try {
        return run.read();
      } catch (IllegalArgumentException | ArithmeticException | RegistryException e) {
        throw lines.refused(e.getMessage());
      } catch (JsonProcessingException e) {
        throw lines.refused("it is no JSON: " + e.getOriginalMessage());
      } catch (IOException e) {
        throw lines.refused(e.toString());
      }
    }
  }

  /** One reading, from the first line to the last. */
  private static final class Run {
    private final LineInput lines;
    private final Contents contents;
    private final Taker taker;
    private final MessageDigest digest = Contents.sha256();
    private Preface preface;
    private SavedRecord last;

    Run(LineInput lines, Contents contents, Taker taker) {
      this.lines = lines;
      this.contents = contents;
      this.taker = taker;
    }

    Verified read() throws IOException {
      byte[] line = required();
      preface = preface(line);
      taker.preface(preface);
      while (true) {
        digest.update(line);
        digest.update((byte) '\n');
        line = required();
        JsonNode json = LINES.readTree(line);
        if (json.has(CLOSING)) {
          return closed(Json.MAPPER.treeToValue(json.get(CLOSING), Closing.class));
        }
        take(SavedRecord.of(json));
      }
    }

    private byte[] required() {
      byte[] line = lines.next();
      if (line == null) {
        throw lines.refused("the file ends here, and its closing line is missing");
      }
      return line;
    }

    private Preface preface(byte[] line) {
      Preface read = Json.read(line, Preface.class);
      if (read == null || !Preface.FORMAT.equals(read.format())) {
        throw lines.refused("it is no backup of odia-stream");
      }
      if (read.version() != Preface.VERSION) {
        throw lines.refused(
            "it has format %d, and this program reads format %d"
                .formatted(read.version(), Preface.VERSION));
      }
      if (!List.copyOf(read.topics().keySet()).equals(Contents.TOPICS)
          || read.topics().containsValue(null)) {
        throw lines.refused("a backup is of the topics " + Contents.TOPICS);
      }
      return read;
    }

    private void take(SavedRecord record) {
      checkOrder(record);
      String objection = Contents.objection(record);
      if (objection != null) {
        throw lines.refused("record %s: %s".formatted(record.place(), objection));
      }
      contents.add(record);
      taker.record(record);
      last = record.withValue(null); // where it stands is enough
    }

    private void checkOrder(SavedRecord record) {
      Preface.Saved topic = preface.topics().get(record.topic());
      if (topic == null || record.partition() >= topic.partitions()) {
        throw lines.refused("record %s: there is no such partition".formatted(record.place()));
      }
      int later = last == null ? 1 : topicOf(record) - topicOf(last);
      boolean sameTopic = last != null && later == 0;
      long further = sameTopic ? record.partition() - last.partition() : later;
      boolean samePartition = sameTopic && further == 0;
      if (samePartition ? record.offset() <= last.offset() : further < 0) {
        throw lines.refused(RECORDS_ORDER.formatted(record.place(), last.place()));
      }
    }

    private static int topicOf(SavedRecord record) {
      return Contents.TOPICS.indexOf(record.topic());
    }

    private Verified closed(Closing expected) {
      Map<String, String> damaged = contents.damagedModels();
      Closing found = contents.closing(HexFormat.of().formatHex(digest.digest()));
      if (expected == null) {
        throw lines.refused("its closing line says nothing");
      }
      compare("SHA-256", expected.sha256(), found.sha256());
      compare("list of topics", expected.topics().keySet(), found.topics().keySet());
      for (String topic : Contents.TOPICS) {
        compare("sum of " + topic, kept(expected.topics().get(topic)), found.topics().get(topic));
      }
      List<String> models = new ArrayList<>(expected.models().keySet());
      models.removeAll(found.models().keySet());
      for (String model : models) {
        throw lines.refused("model %s: %s".formatted(model, damaged.get(model)));
      }
      compare("models", expected.models(), found.models());
      if (lines.next() != null) {
        throw lines.refused("there is more after the closing line");
      }
      return new Verified(preface, expected, damaged);
    }

    /** What was left out is not there to be counted. */
    private static Closing.Sum kept(Closing.Sum sum) {
      return sum == null
          ? null
          : new Closing.Sum(sum.records(), sum.tombstones(), sum.bytes(), 0, sum.sha256());
    }

    private void compare(String what, Object expected, Object found) {
      if (!found.equals(expected)) {
        throw lines.refused(
            "the file is damaged: its %s is %s instead of %s".formatted(what, found, expected));
      }
    }
  }
}
