package odia.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import odia.admission.Role;
import odia.event.Json;
import odia.event.Topic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Prints the records of a topic as they come. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = "Shows records as they come: one a line, committed ones only.",
    footer = {"", "Example:", "  odia watch labels --json | jq .value.label"})
public final class WatchCommand implements Callable<Integer> {

  /** What can be watched. */
  enum What {
    labels(Topic.LABELS),
    documents(Topic.DOCUMENTS),
    corrections(Topic.CORRECTIONS),
    examples(Topic.EXAMPLES),
    deadLetters(Topic.DEAD_LETTERS),
    instances(Topic.INSTANCES);

    private final Topic<?> topic;

    What(Topic<?> topic) {
      this.topic = topic;
    }

    @Override
    public String toString() {
      return topic.name().substring("odia.".length());
    }
  }

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  @Mixin private KafkaOptions kafka;

  @Parameters(
      paramLabel = "TOPIC",
      description = "One of: ${COMPLETION-CANDIDATES}.",
      converter = WhatConverter.class,
      completionCandidates = WhatNames.class)
  private What what;

  @Option(
      names = "--json",
      description = "One JSON object a record: key, partition, offset, timestamp, headers, value.")
  private boolean json;

  @Option(names = "--from-beginning", description = "Also what is there already.")
  private boolean fromBeginning;

  @Option(names = "--count", paramLabel = "N", description = "Stop after N records.")
  private Long count;

  private long shown;

  @Override
  public Integer call() {
    Options.atLeast(1, "--count", count);
    Settings settings = kafka.settings();
    boolean consumers = what.topic == Topic.LABELS || what.topic == Topic.DEAD_LETTERS;
    Role role = KafkaOptions.role(settings, consumers ? "consumer" : "dashboard");
    KafkaOptions.await(settings, role.reading(what.topic.name()));
    Map<String, Object> client = settings.client();
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    client.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 3 << 20);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(client, bytes, bytes)) {
      assign(consumer);
      Thread watching = Thread.currentThread();
      KafkaOptions.onStop(() -> stop(consumer, watching));
      show(consumer);
    } catch (WakeupException e) {
      return 0; // Ctrl-C
    }
    return 0;
  }

  private void assign(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(what.topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    if (fromBeginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position); // the end as of now, not of the first poll
    }
  }

  private static void stop(KafkaConsumer<?, ?> consumer, Thread watching) {
    consumer.wakeup();
    try {
      watching.join(Duration.ofSeconds(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show(KafkaConsumer<byte[], byte[]> consumer) {
    while (!System.out.checkError()) { // a closed pipe ends it
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
        System.out.println(json ? asJson(record) : asLine(record));
        if (count != null && ++shown >= count) {
          return;
        }
      }
    }
  }

  private String asLine(ConsumerRecord<byte[], byte[]> record) {
    String time = CLOCK.format(Instant.ofEpochMilli(record.timestamp()));
    return time
        + "  "
        + switch (what) {
          case labels -> Lines.label(Json.read(record.value()));
          case documents -> Lines.document(Json.read(record.value()));
          case corrections -> Lines.correction(record);
          case examples -> Lines.example(record);
          case deadLetters -> Lines.deadLetter(record);
          case instances -> Lines.instance(record);
        };
  }

  private String asJson(ConsumerRecord<byte[], byte[]> record) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("key", Lines.text(record.key()));
    map.put("partition", record.partition());
    map.put("offset", record.offset());
    map.put("timestamp", record.timestamp());
    Map<String, String> headers = new LinkedHashMap<>();
    record.headers().forEach(header -> headers.put(header.key(), Lines.text(header.value())));
    map.put("headers", headers);
    JsonNode value = what == What.deadLetters ? null : Json.read(record.value());
    if (value != null) {
      map.put("value", value);
    } else if (record.value() != null) {
      map.put("valueBase64", Base64.getEncoder().encodeToString(record.value()));
    }
    return new String(Json.bytes(map), StandardCharsets.UTF_8);
  }

  /** Takes the names users see. */
  static final class WhatConverter implements ITypeConverter<What> {
    @Override
    public What convert(String name) {
      for (What each : What.values()) {
        if (each.toString().equals(name)) {
          return each;
        }
      }
      throw new TypeConversionException("'" + name + "' is none of " + List.of(What.values()));
    }
  }

  /** The names users see, for the help text. */
  static final class WhatNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(What.values()).map(What::toString).iterator();
    }
  }
}
