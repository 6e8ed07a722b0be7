package odia.command;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import odia.event.Topic;

/**
 * Which of Kafka's own figures are told. Kafka has some thousands of them for each process, most of
 * them once for every task, store, processor or broker; left are those of threads and clients, and
 * the lag of each partition.
 */
final class KafkaSeries implements MeterFilter {

  private static final List<String> TOO_MANY =
      List.of(
          "kafka.stream.state.",
          "kafka.stream.task.",
          "kafka.stream.processor.",
          "kafka.stream.topic.",
          "kafka.consumer.node.",
          "kafka.consumer.coordinator.partition.",
          "kafka.producer.node.",
          "kafka.producer.topic.",
          "kafka.admin.");

  /** Once for each partition, and said by the lag itself. */
  private static final Set<String> OF_PARTITIONS =
      Set.of("records.lag.avg", "records.lag.max", "preferred.read.replica");

  private static final String FETCH = "kafka.consumer.fetch.manager.";

  /** Kafka tells of each topic a second time, under the name it had for that long ago. */
  private static final Set<String> OLD_NAMES =
      Topic.all().stream().map(t -> t.name().replace('.', '_')).collect(Collectors.toSet());

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    return id.getName().startsWith("kafka.") && isLeftOut(id)
        ? MeterFilterReply.DENY
        : MeterFilterReply.NEUTRAL;
  }

  private static boolean isLeftOut(Meter.Id id) {
    String name = id.getName();
    String client = id.getTag("client.id");
    String topic = id.getTag("topic");
    return TOO_MANY.stream().anyMatch(name::startsWith)
        || (name.startsWith(FETCH) && isOfPartitions(name.substring(FETCH.length())))
        || (client != null && client.endsWith("-restore-consumer"))
        || (topic != null && OLD_NAMES.contains(topic));
  }

  private static boolean isOfPartitions(String figure) {
    return OF_PARTITIONS.contains(figure) || figure.startsWith("records.lead");
  }
}
