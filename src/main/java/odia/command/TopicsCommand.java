package odia.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import odia.ops.TopicAdmin;
import odia.ops.TopicSpec;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings a cluster's topics to what the topics folder says. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(apply | check)",
    description = "Makes the topics, or tells where the cluster differs from the topics folder.")
public final class TopicsCommand {

  /** What both subcommands take. */
  static final class TopicOptions {
    @Mixin private KafkaOptions kafka;

    @Option(
        names = "--topics",
        paramLabel = "DIR",
        description = "Folder of topic files (default: the program's own).")
    private Path folder;

    @Option(
        names = "--replication",
        paramLabel = "N",
        description =
            "Copies of each topic (default: what its file says, or as many as there are brokers).")
    private Short replication;

    private List<TopicSpec> specs() {
      List<TopicSpec> specs = folder == null ? TopicSpec.shipped() : TopicSpec.in(folder);
      return replication == null
          ? specs
          : specs.stream().map(spec -> spec.withReplication(replication)).toList();
    }

    private Map<String, Object> client() {
      Map<String, Object> client = kafka.settings().client();
      KafkaOptions.await(client, List.of());
      return client;
    }
  }

  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description = "Makes missing topics, raises partitions, sets settings.")
  int apply(@Mixin TopicOptions options) {
    List<TopicSpec> specs = options.specs();
    try (Admin admin = Admin.create(options.client())) {
      TopicAdmin topics = new TopicAdmin(admin);
      int brokers = topics.brokers();
      if (options.replication != null && options.replication > brokers) {
        throw new Failure(
            "The cluster has %d brokers now, so no topic can have %d copies"
                .formatted(brokers, options.replication));
      }
      topics.apply(specs).forEach(System.out::println);
      return report(topics.check(specs));
    }
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Tells every difference; exit status 1 if there is one.")
  int check(@Mixin TopicOptions options) {
    List<TopicSpec> specs = options.specs();
    try (Admin admin = Admin.create(options.client())) {
      return report(new TopicAdmin(admin).check(specs));
    }
  }

  private static int report(List<TopicAdmin.Drift> drifts) {
    drifts.forEach(drift -> System.out.println(drift.topic() + " " + drift.what()));
    if (drifts.isEmpty()) {
      System.out.println("The topics are as the folder says.");
    }
    return drifts.isEmpty() ? 0 : 1;
  }
}
