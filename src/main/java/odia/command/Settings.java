package odia.command;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import odia.stream.StreamSettings;

/**
 * Every setting that comes from the environment; options of a command go before it.
 *
 * @param bootstrapServers of Kafka
 * @param applicationId consumer group of the classifier
 * @param streamThreads threads that classify
 * @param commitInterval longest time between two commits
 * @param dataDirectory of the embedded broker
 * @param port of the embedded broker
 * @param stateDirectory of Kafka Streams
 * @param model checkpoint to classify with, or null for the bundled one
 * @param kafkaClient further settings for every Kafka client
 * @param corrections what becomes of them
 * @param learner of the learning loop
 * @param dashboard where it is, and who may see it
 * @param status where the process says how it is, or null for nowhere
 */
public record Settings(
    String bootstrapServers,
    String applicationId,
    int streamThreads,
    Duration commitInterval,
    Path dataDirectory,
    int port,
    Path stateDirectory,
    Path model,
    Map<String, Object> kafkaClient,
    StreamSettings.Corrections corrections,
    LearnerPart learner,
    DashboardPart dashboard,
    InetSocketAddress status) {

  /** One setting as the README's table has it. */
  public record Row(String variable, String standard, String range, String meaning) {}

  static final int MOST_THREADS = 64;

  /** Brokers' addresses; blanks after a comma are as good as none. */
  private static final String PORT_NUMBER =
      "([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d|6553[0-5])";

  private static final String SERVER = "[^\\s,]+:" + PORT_NUMBER;
  static final String SERVERS_PATTERN = SERVER + "(\\s*,\\s*" + SERVER + ")*";

  private static final Row SERVERS =
      new Row(
          "KAFKA_BOOTSTRAP_SERVERS",
          "127.0.0.1:9092",
          "host:port, …",
          "Kafka brokers to ask first");
  private static final Row APPLICATION =
      new Row(
          "ODIA_APPLICATION_ID",
          "odia-classifier",
          "letters, digits, . _ -",
          "consumer group of the classifier; instances with the same one share the work");
  private static final Row THREADS =
      new Row("ODIA_STREAM_THREADS", "2", "1..64", "threads that classify, one network each");
  private static final Row COMMIT =
      new Row(
          "ODIA_COMMIT_INTERVAL",
          "100",
          "10..10000 ms",
          "longest time between two commits; labels are seen this late at the most");
  private static final Row DATA =
      new Row("ODIA_DATA_DIR", "data", "a folder", "the embedded broker's data, kept between runs");
  private static final Row PORT =
      new Row("ODIA_PORT", "9092", "1..65535", "the embedded broker's port");
  private static final Row STATE =
      new Row(
          "ODIA_STATE_DIR",
          System.getProperty("java.io.tmpdir") + "/odia-state",
          "a folder",
          "Kafka Streams' own files, a folder for each process; may be lost");
  private static final Row MODEL =
      new Row("ODIA_MODEL", "", "a file", "checkpoint to classify with instead of the bundled one");

  /** Every setting there is. */
  public static final List<Row> ROWS =
      Stream.of(
              List.of(
                  SERVERS,
                  APPLICATION,
                  THREADS,
                  COMMIT,
                  DATA,
                  PORT,
                  STATE,
                  MODEL,
                  KafkaPart.CLIENT),
              CorrectionsPart.ROWS,
              LearnerPart.ROWS,
              DashboardPart.ROWS,
              StatusPart.ROWS)
          .flatMap(List::stream)
          .toList();

  /**
   * Reads the settings.
   *
   * @throws Failure naming every bad one with its value and range
   */
  public static Settings from(Map<String, String> environment) {
    Reading reading = new Reading(environment);
    Settings settings =
        new Settings(
            reading.matching(SERVERS, SERVERS_PATTERN),
            reading.matching(APPLICATION, "[A-Za-z0-9._-]{1,200}"),
            reading.number(THREADS, 1, MOST_THREADS),
            Duration.ofMillis(reading.number(COMMIT, 10, 10_000)),
            Path.of(reading.text(DATA)),
            reading.number(PORT, 1, 65_535),
            Path.of(reading.text(STATE)),
            reading.file(MODEL),
            KafkaPart.from(reading),
            CorrectionsPart.from(reading),
            LearnerPart.from(reading),
            DashboardPart.from(reading),
            StatusPart.from(reading));
    if (!reading.mistakes.isEmpty()) {
      throw new Failure(
          "These settings cannot be used:\n  " + String.join("\n  ", reading.mistakes));
    }
    return settings;
  }

  /** What is in force: a variable that is set to nothing counts as not set. */
  static String value(Row row, Map<String, String> environment) {
    String value = environment.get(row.variable);
    return value == null || value.isBlank() ? row.standard : value.strip();
  }

  public Settings withBootstrap(String servers) {
    return new Settings(
        servers,
        applicationId,
        streamThreads,
        commitInterval,
        dataDirectory,
        port,
        stateDirectory,
        model,
        kafkaClient,
        corrections,
        learner,
        dashboard,
        status);
  }

  public Settings withThreads(int threads) {
    return new Settings(
        bootstrapServers,
        applicationId,
        threads,
        commitInterval,
        dataDirectory,
        port,
        stateDirectory,
        model,
        kafkaClient,
        corrections,
        learner,
        dashboard,
        status);
  }

  public Settings withState(Path directory) {
    return new Settings(
        bootstrapServers,
        applicationId,
        streamThreads,
        commitInterval,
        dataDirectory,
        port,
        directory,
        model,
        kafkaClient,
        corrections,
        learner,
        dashboard,
        status);
  }

  /** The same, with Kafka Streams' and the learner's files in one folder. */
  public Settings withFiles(Path folder) {
    Settings moved = withState(folder.resolve("streams"));
    return new Settings(
        moved.bootstrapServers,
        moved.applicationId,
        moved.streamThreads,
        moved.commitInterval,
        moved.dataDirectory,
        moved.port,
        moved.stateDirectory,
        moved.model,
        moved.kafkaClient,
        moved.corrections,
        learner.withFolder(folder.resolve("learner")),
        dashboard,
        moved.status);
  }

  /** Without what clients are told: it holds secrets. */
  @Override
  public String toString() {
    return "Settings[%s, %s]".formatted(bootstrapServers, applicationId);
  }

  /** Settings of a plain Kafka client; the caller adds its serialisers. */
  public Map<String, Object> client() {
    Map<String, Object> client = new HashMap<>(kafkaClient);
    client.put("bootstrap.servers", bootstrapServers);
    return client;
  }

  /** Reads values and collects what is wrong, so that all of it is said at once. */
  static final class Reading {
    private final Map<String, String> environment;
    private final List<String> mistakes = new ArrayList<>();

    Reading(Map<String, String> environment) {
      this.environment = environment;
    }

    String text(Row row) {
      return value(row, environment);
    }

    Map<String, String> environment() {
      return environment;
    }

    void mistake(String what) {
      mistakes.add(what);
    }

    private void refuse(Row row, String value) {
      mistakes.add("%s=%s: should be %s".formatted(row.variable, value, row.range));
    }

    String matching(Row row, String pattern) {
      String value = text(row);
      if (!value.matches(pattern)) {
        refuse(row, value);
      }
      return value;
    }

    int number(Row row, int least, int most) {
      String value = text(row);
      try {
        int number = Integer.parseInt(value);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // falls through to the same answer as a number out of range
      }
      refuse(row, value);
      return least;
    }

    Path file(Row row) {
      String value = text(row);
      if (value.isEmpty()) {
        return null;
      }
      if (!Files.isRegularFile(Path.of(value))) {
        mistakes.add("%s=%s: there is no such file".formatted(row.variable, value));
      }
      return Path.of(value);
    }

    /** An address, or null where none is set or it cannot be one, which was said. */
    InetSocketAddress address(Row row) {
      String pattern = "(.+):(\\d{1,5})";
      String value = matching(row, row.standard.isEmpty() ? "|" + pattern : pattern);
      Matcher parts = Pattern.compile(pattern).matcher(value);
      if (!parts.matches()) {
        return null;
      }
      InetSocketAddress address =
          new InetSocketAddress(parts.group(1), Math.min(65_535, Integer.parseInt(parts.group(2))));
      if (address.isUnresolved()) {
        mistakes.add("%s=%s: nobody knows this host".formatted(row.variable, value));
      }
      return address;
    }

    /** The file, or null where none is set or it is not there, which was said already. */
    Path orNull(Path file) {
      return file == null || !Files.isRegularFile(file) ? null : file;
    }

    Path folder(Row row) {
      String value = text(row);
      if (value.isEmpty()) {
        return null;
      }
      if (!Files.isDirectory(Path.of(value))) {
        mistakes.add("%s=%s: there is no such folder".formatted(row.variable, value));
      }
      return Path.of(value);
    }
  }
}
