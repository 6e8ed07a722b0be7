package odia.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import odia.event.DeadLetter;
import odia.event.DeadLetter.Stage;
import odia.event.Topic;
import odia.follow.Headers;
import odia.follow.Redrive;
import odia.follow.TopicScan;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends dead letters to where they came from once more, when what was wrong has been mended. */
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    description = {
      "Sends dead letters to where they came from once more: original key, value and headers.",
      "Without --yes it only says what it would send. What is still wrong becomes a dead letter again; what was sent once is not sent a second time."
    },
    footer = {
      "",
      "Examples:",
      "  odia redrive --stage join",
      "  odia redrive --stage classify --since 2026-01-31T09:00:00Z --yes"
    })
public final class RedriveCommand implements Callable<Integer> {

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description = "Only of this stage: decode, language, classify, label or join.")
  private String stage;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Only those whose reason contains this.")
  private String reason;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only those put aside since then, e.g. 2026-01-31T09:30:00Z.")
  private String since;

  @Option(names = "--yes", description = "Send them.")
  private boolean yes;

  private long refused;

  @Override
  public Integer call() {
    checkUsage();
    Instant from = since();
    Settings settings = kafka.settings();
    KafkaOptions.await(settings, KafkaOptions.role(settings, "operator"));
    Map<String, Object> client = settings.client();
    try (TopicScan scan = new TopicScan(client)) {
      List<ConsumerRecord<byte[], byte[]>> chosen = choose(scan, from);
      if (!yes) {
        chosen.forEach(record -> System.out.println(Lines.deadLetter(record)));
        System.err.printf("%,d dead letters would be sent; --yes sends them%n", chosen.size());
        return 0;
      }
      long sent = send(client, chosen);
      System.err.printf("%,d dead letters sent once more, %,d refused%n", sent, refused);
      return refused == 0 ? 0 : 1;
    }
  }

  private void checkUsage() {
    if (stage != null && Stage.named(stage) == null) {
      throw new WrongUsage("--stage must be decode, language, classify, label or join");
    }
  }

  private Instant since() {
    try {
      return since == null ? Instant.EPOCH : Instant.parse(since);
    } catch (DateTimeException e) {
      throw new WrongUsage("--since must be a time such as 2026-01-31T09:30:00Z");
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> choose(TopicScan scan, Instant from) {
    List<ConsumerRecord<byte[], byte[]>> chosen = new ArrayList<>();
    scan.read(
        Topic.DEAD_LETTERS.name(),
        from,
        record -> {
          if (isWanted(DeadLetter.of(record.headers()))) {
            chosen.add(record);
          }
        });
    if (!chosen.isEmpty()) {
      Set<String> sent = sentBefore(scan, chosen);
      chosen.removeIf(record -> sent.contains(place(record)));
    }
    return chosen;
  }

  private boolean isWanted(DeadLetter letter) {
    return letter != null
        && (stage == null || letter.stage().wireName().equals(stage))
        && (reason == null || letter.reason().contains(reason));
  }

  private static String place(ConsumerRecord<?, ?> record) {
    return record.partition() + "-" + record.offset();
  }

  /**
   * Whatever was sent once more bears a header that says so; nothing was before it was put aside.
   */
  private static Set<String> sentBefore(
      TopicScan scan, List<ConsumerRecord<byte[], byte[]>> letters) {
    long first = letters.stream().mapToLong(ConsumerRecord::timestamp).min().orElseThrow();
    Set<String> sent = new HashSet<>();
    for (Topic<?> topic : List.of(Topic.DOCUMENTS, Topic.CORRECTIONS)) {
      scan.read(
          topic.name(),
          Instant.ofEpochMilli(first),
          record -> {
            Header header = record.headers().lastHeader(Headers.REDRIVEN);
            if (header != null) {
              sent.add(Lines.text(header.value()));
            }
          });
    }
    return sent;
  }

  private long send(Map<String, Object> client, List<ConsumerRecord<byte[], byte[]>> chosen) {
    long sent = 0;
    try (Redrive redrive = new Redrive(client)) {
      List<Future<RecordMetadata>> futures = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : chosen) {
        String objection = Redrive.objection(record);
        if (objection == null) {
          futures.add(redrive.send(record));
        } else {
          refuse(place(record) + ": " + objection);
        }
      }
      for (Future<RecordMetadata> each : futures) {
        String failure = Redrive.failure(each);
        sent += failure == null ? 1 : 0;
        if (failure != null) {
          refuse(failure);
        }
      }
    }
    return sent;
  }

  private void refuse(String why) {
    refused++;
    System.err.println("odia: " + why);
  }
}
