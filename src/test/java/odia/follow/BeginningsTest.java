package odia.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import odia.event.Topic;
import odia.monitor.MovedClock;
import odia.monitor.View;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BeginningsTest {

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Beginnings beginnings = new Beginnings();
  private final View view = View.empty(100, new MovedClock());

  private static TopicPartition partition(Topic<?> topic, int number) {
    return new TopicPartition(topic.name(), number);
  }

  private void has(TopicPartition partition, long first, long end) {
    consumer.updateBeginningOffsets(Map.of(partition, first));
    consumer.updateEndOffsets(Map.of(partition, end));
  }

  private long begin(TopicPartition... partitions) {
    consumer.assign(List.of(partitions));
    beginnings.seek(consumer, List.of(partitions), 100, view);
    return consumer.position(partitions[0]);
  }

  @Test
  void soManyLabelsAreReadAsAreKept() {
    TopicPartition labels = partition(Topic.LABELS, 0);
    has(labels, 0, 5_000);
    assertThat(begin(labels)).isEqualTo(4_900);
    assertThat(view.labels().position().offsets()).containsEntry(0, 4_900L);
  }

  @Test
  void theLabelsOfAllPartitionsTogether() {
    TopicPartition first = partition(Topic.LABELS, 0);
    TopicPartition second = partition(Topic.LABELS, 1);
    has(first, 0, 5_000);
    has(second, 0, 10);
    assertThat(begin(first, second)).isEqualTo(4_950);
    assertThat(consumer.position(second)).isZero();
  }

  @Test
  void whatKafkaHasDroppedIsNotAskedFor() {
    TopicPartition labels = partition(Topic.LABELS, 0);
    has(labels, 4_990, 5_000);
    assertThat(begin(labels)).isEqualTo(4_990);
  }

  @Test
  void moreDocumentsThanLabelsAreRead() {
    TopicPartition documents = partition(Topic.DOCUMENTS, 0);
    has(documents, 0, 5_000);
    assertThat(begin(documents)).isEqualTo(4_880);
  }

  @Test
  void allExamplesAndInstancesAreReadAndSomeCorrectionsAndDeadLetters() {
    TopicPartition examples = partition(Topic.EXAMPLES, 0);
    TopicPartition letters = partition(Topic.DEAD_LETTERS, 0);
    has(examples, 7, 1_000_000);
    has(letters, 0, 1_000_000);
    assertThat(begin(examples, letters)).isEqualTo(7);
    assertThat(consumer.position(letters)).isEqualTo(997_000);
  }

  @Test
  void theLedgersBeginAtTheEnd() {
    TopicPartition documents = partition(Topic.DOCUMENTS, 0);
    TopicPartition corrections = partition(Topic.CORRECTIONS, 2);
    has(documents, 0, 50);
    has(corrections, 0, 60);
    begin(documents, corrections);
    assertThat(view.documents().covers(0, 49)).isFalse();
    assertThat(view.documents().covers(0, 50)).isTrue();
    assertThat(view.correctionsLedger().covers(2, 59)).isFalse();
    assertThat(view.correctionsLedger().covers(2, 60)).isTrue();
  }

  @Test
  void anotherConsumerGoesOnWhereTheOneBeforeWas() {
    TopicPartition labels = partition(Topic.LABELS, 0);
    TopicPartition gone = partition(Topic.LABELS, 9);
    has(labels, 0, 5_000);
    begin(labels);
    MockConsumer<byte[], byte[]> other = new MockConsumer<>("earliest");
    other.assign(List.of(labels));
    beginnings.resume(other, Map.of(labels, 4_950L, gone, 3L));
    assertThat(other.position(labels)).isEqualTo(4_950);
    assertThat(beginnings.has(labels)).isTrue(); // so that it does not begin again
  }

  @Test
  void whatCameAfterTheBeginningIsLive() {
    TopicPartition labels = partition(Topic.LABELS, 0);
    has(labels, 0, 50);
    assertThat(beginnings.has(labels)).isFalse();
    begin(labels);
    assertThat(beginnings.has(labels)).isTrue();
    assertThat(beginnings.isLive(record(labels, 49))).isFalse();
    assertThat(beginnings.isLive(record(labels, 50))).isTrue();
  }

  private static ConsumerRecord<byte[], byte[]> record(TopicPartition at, long offset) {
    return new ConsumerRecord<>(at.topic(), at.partition(), offset, null, null);
  }
}
