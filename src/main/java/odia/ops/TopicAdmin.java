package odia.ops;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Brings a cluster's topics to what the topics folder says, and tells where they differ. */
public final class TopicAdmin {

  private static final int SECONDS = 30;
  private static final Duration UNHEARD = Duration.ofSeconds(5);

  /** How a topic can differ from its file. */
  public enum Kind {
    ABSENT,
    TOO_FEW_PARTITIONS,
    SETTING,
    BEYOND_MENDING
  }

  /**
   * One difference between folder and cluster.
   *
   * @param topic its name
   * @param what in words
   * @param kind decides the mend
   */
  public record Drift(String topic, String what, Kind kind) {

    /** Whether {@link TopicAdmin#apply} mends it. */
    public boolean mendable() {
      return kind != Kind.BEYOND_MENDING;
    }
  }

  private final Admin admin;

  /**
   * @param admin stays the caller's to close
   */
  public TopicAdmin(Admin admin) {
    this.admin = admin;
  }

  /**
   * Every difference, in the order of the topics; empty where there is none. Of several brokers,
   * one may not have heard yet of what was just done: a difference is one that stays.
   */
  public List<Drift> check(List<TopicSpec> specs) {
    long end = System.nanoTime() + UNHEARD.toNanos();
    List<Drift> drifts = differences(specs);
    while (!drifts.isEmpty() && brokers() > 1 && System.nanoTime() < end) {
      pause();
      drifts = differences(specs);
    }
    return drifts;
  }

  private List<Drift> differences(List<TopicSpec> specs) {
    Set<String> present = get(admin.listTopics().names());
    List<Drift> drifts = new ArrayList<>();
    for (TopicSpec spec : specs) {
      if (present.contains(spec.name())) {
        TopicDescription found = described(spec);
        drifts.addAll(partitionDrift(spec, found));
        drifts.addAll(configDrift(spec, copies(found)));
      } else {
        drifts.add(new Drift(spec.name(), "is missing", Kind.ABSENT));
      }
    }
    return drifts;
  }

  private TopicDescription described(TopicSpec spec) {
    return settled(() -> admin.describeTopics(List.of(spec.name())).allTopicNames())
        .get(spec.name());
  }

  private static int copies(TopicDescription topic) {
    return topic.partitions().get(0).replicas().size();
  }

  /** Brokers that are there now. */
  public int brokers() {
    return get(admin.describeCluster().nodes()).size();
  }

  private List<Drift> partitionDrift(TopicSpec spec, TopicDescription found) {
    int partitions = found.partitions().size();
    int copies = copies(found);
    int wanted = spec.copies(brokers());
    List<Drift> drifts = new ArrayList<>();
    if (partitions < spec.partitions() || (spec.partitions() == 1 && partitions > 1)) {
      boolean mendable = partitions < spec.partitions();
      String what = "has %d partitions instead of %d%s";
      String hint =
          mendable
              ? ""
              : "; its order needs exactly 1, and Kafka cannot take any away: make the topic anew";
      drifts.add(
          new Drift(
              spec.name(),
              what.formatted(partitions, spec.partitions(), hint),
              mendable ? Kind.TOO_FEW_PARTITIONS : Kind.BEYOND_MENDING));
    }
    if (copies < wanted) {
      String what = "has %d replicas instead of %d; move them with kafka-reassign-partitions";
      drifts.add(new Drift(spec.name(), what.formatted(copies, wanted), Kind.BEYOND_MENDING));
    }
    return drifts;
  }

  private List<Drift> configDrift(TopicSpec spec, int copies) {
    ConfigResource resource = resource(spec);
    var found = settled(() -> admin.describeConfigs(List.of(resource)).all()).get(resource);
    List<Drift> drifts = new ArrayList<>();
    new TreeMap<>(spec.config(copies))
        .forEach(
            (name, wanted) -> {
              ConfigEntry entry = found.get(name);
              if (entry == null) {
                drifts.add(
                    new Drift(spec.name(), "cannot have a setting " + name, Kind.BEYOND_MENDING));
              } else if (!wanted.equals(entry.value())) {
                String what = "has %s=%s instead of %s".formatted(name, entry.value(), wanted);
                drifts.add(new Drift(spec.name(), what, Kind.SETTING));
              }
            });
    return drifts;
  }

  private static ConfigResource resource(TopicSpec spec) {
    return new ConfigResource(ConfigResource.Type.TOPIC, spec.name());
  }

  /**
   * Makes missing topics, adds missing partitions and sets settings.
   *
   * @return what was done, in words; empty where nothing was to do
   */
  public List<String> apply(List<TopicSpec> specs) {
    List<String> done = new ArrayList<>();
    for (TopicSpec spec : specs) {
      for (Drift drift : differences(List.of(spec))) {
        if (drift.mendable()) {
          mend(spec, drift);
          done.add(spec.name() + " " + drift.what() + ": mended");
        }
      }
    }
    return done;
  }

  private void mend(TopicSpec spec, Drift drift) {
    switch (drift.kind()) {
      case ABSENT -> create(spec);
      case TOO_FEW_PARTITIONS -> {
        NewPartitions more = NewPartitions.increaseTo(spec.partitions());
        settled(() -> admin.createPartitions(Map.of(spec.name(), more)).all());
        awaitPartitions(spec);
      }
      case SETTING -> setAll(spec, copies(described(spec)));
      case BEYOND_MENDING -> throw new IllegalArgumentException("Cannot mend " + drift);
    }
  }

  private void setAll(TopicSpec spec, int copies) {
    List<AlterConfigOp> operations =
        spec.config(copies).entrySet().stream()
            .map(e -> new ConfigEntry(e.getKey(), e.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    settled(() -> admin.incrementalAlterConfigs(Map.of(resource(spec), operations)).all());
    // A broker may write a value in its own way for ever; whoever checks will say so.
    awaitShown(
        UNHEARD, () -> configDrift(spec, copies).stream().noneMatch(d -> d.kind() == Kind.SETTING));
  }

  private void create(TopicSpec spec) {
    short copies = spec.copies(brokers());
    NewTopic topic = new NewTopic(spec.name(), spec.partitions(), copies);
    topic.configs(spec.config(copies));
    try {
      get(admin.createTopics(List.of(topic)).all());
    } catch (OpsException e) {
      if (!(e.getCause() instanceof TopicExistsException)) { // another instance was quicker
        throw e;
      }
    }
    awaitPartitions(spec);
  }

  private void awaitPartitions(TopicSpec spec) {
    boolean shown =
        awaitShown(
            Duration.ofSeconds(SECONDS),
            () -> described(spec).partitions().size() >= spec.partitions());
    if (!shown) {
      throw new OpsException(
          "Kafka has made %s but does not show it within %d s".formatted(spec.name(), SECONDS));
    }
  }

  /** The controller has done it; a broker hears of it a little later. */
  private static boolean awaitShown(Duration atMost, BooleanSupplier shown) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!shown.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      pause();
    }
    return true;
  }

  /** Of several brokers, one may not have heard yet of what another has just told of. */
  private static <T> T settled(Supplier<KafkaFuture<T>> question) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (true) {
      try {
        return get(question.get());
      } catch (OpsException e) {
        boolean unheard = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!unheard || System.nanoTime() > end) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new OpsException("Kafka refused: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new OpsException("Kafka did not answer within " + SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OpsException("Interrupted while asking Kafka", e);
    }
  }
}
