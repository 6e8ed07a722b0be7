package odia.feedback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import odia.feedback.RetrainPolicy.QuietHours;
import odia.model.LabelChanges;
import odia.model.ToyModels;
import odia.registry.SigningKeys;
import odia.screening.ScreeningRules;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** A learner in a process of its own, for tests that kill it. */
public final class LearnerProcess {

  public static final String DIE_IN = "test.die.in";

  private LearnerProcess() {}

  /**
   * Arguments: bootstrap servers, folder, how its trainings go, and a topic to die in the middle of
   * sending to, if any. Runs until it is stopped.
   */
  public static void main(String[] args) throws InterruptedException {
    Map<String, Object> client = new HashMap<>();
    client.put("bootstrap.servers", args[0]);
    if (args.length > 3) {
      client.put("interceptor.classes", List.of(DeadlyInterceptor.class.getName()));
      client.put(DIE_IN, args[3]);
    }
    Learner learner = learner(client, Path.of(args[1]), args[2]);
    Runtime.getRuntime().addShutdownHook(new Thread(learner::close));
    learner.start();
    Thread.currentThread().join();
  }

  public static Learner learner(Map<String, Object> client, Path folder, String how) {
    LearnerSettings settings =
        new LearnerSettings(
            client,
            "odia-learner-it",
            folder.resolve("learner"),
            folder.resolve("original"),
            ToyTraining.command(how),
            new RetrainPolicy(25, Duration.ofHours(6), Duration.ZERO, QuietHours.NONE),
            new ScreeningRules(1000, Duration.ofHours(24), 15, 0.2, Set.of()),
            LabelChanges.NONE,
            2,
            SigningKeys.NONE,
            1);
    return new Learner(settings, () -> ToyModels.checkpoint(1).toBytes());
  }

  /** The folder of original texts that these learners read. */
  public static void writeOriginal(Path folder) throws IOException {
    Path original = Files.createDirectories(folder.resolve("original"));
    StringBuilder train = new StringBuilder("id\tlabel\ttext\n");
    for (int i = 0; i < ToyModels.LABELS.size(); i++) {
      train.append("t%d\t%s\t%s\n".formatted(i, ToyModels.LABELS.get(i), ToyModels.TEXTS.get(i)));
    }
    Files.writeString(original.resolve("train.tsv"), train);
    Files.writeString(
        original.resolve("dev.tsv"),
        "id\tlabel\ttext\nd1\t%s\tପଡ଼ିଆରେ ଖେଳ\n".formatted(ToyModels.LABELS.get(0)));
  }

  static Process start(String servers, Path folder, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(LearnerProcess.class.getName(), servers, folder.toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("learner.log").toFile()))
        .start();
  }

  /** Ends the process at once when the second record of a topic is sent: half is on its way. */
  public static final class DeadlyInterceptor
      implements ProducerInterceptor<byte[], byte[]>, ConsumerInterceptor<byte[], byte[]> {
    private String topic;
    private int sent;

    @Override
    public void configure(Map<String, ?> settings) {
      topic = (String) settings.get(DIE_IN);
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
      if (record.topic().equals(topic) && ++sent == 2) {
        Runtime.getRuntime().halt(137);
      }
      return record;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
      return records; // consumers take the same settings
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception failure) {}

    @Override
    public void close() {}
  }
}
