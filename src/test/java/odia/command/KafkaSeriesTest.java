package odia.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class KafkaSeriesTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();

  private boolean isTold(String name, String... tags) {
    registry.config().meterFilter(new KafkaSeries());
    registry.counter(name, tags);
    return registry.find(name).tags(tags).counter() != null;
  }

  @Test
  void figuresOfThreadsAndClientsAreTold() {
    assertThat(isTold("kafka.stream.thread.process.rate", "thread.id", "t-1")).isTrue();
    assertThat(isTold("kafka.producer.record.send.total", "client.id", "t-1-producer")).isTrue();
  }

  @Test
  void figuresOfTasksStoresAndProcessorsAreNot() {
    assertThat(isTold("kafka.stream.state.put.rate", "store", "known")).isFalse();
    assertThat(isTold("kafka.stream.task.process.rate", "task.id", "0_1")).isFalse();
    assertThat(isTold("kafka.stream.processor.node.process.rate", "task.id", "0_1")).isFalse();
  }

  @Test
  void theLagOfAPartitionIsToldOnce() {
    String lag = "kafka.consumer.fetch.manager.records.lag";
    assertThat(isTold(lag, "client.id", "c", "topic", "odia.documents")).isTrue();
    assertThat(isTold(lag, "client.id", "c", "topic", "odia_documents")).isFalse();
    assertThat(isTold(lag, "client.id", "c-restore-consumer", "topic", "x")).isFalse();
    assertThat(isTold(lag + ".max", "client.id", "c", "topic", "odia.documents")).isFalse();
  }

  @Test
  void ourOwnFiguresAreTold() {
    assertThat(isTold("odia.labels")).isTrue();
    assertThat(isTold("jvm.memory.used")).isTrue();
  }
}
