package odia.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import odia.event.Example;
import odia.event.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingSetTest {

  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

  private final TrainingSet set = new TrainingSet();
  private long offset;

  private void add(String key, byte[] value, int partition) {
    byte[] id = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    long time = START.toEpochMilli() + offset;
    set.add(
        new ConsumerRecord<>(
            "odia.examples",
            partition,
            offset++,
            time,
            TimestampType.CREATE_TIME,
            0,
            0,
            id,
            value,
            new RecordHeaders(),
            Optional.empty()));
  }

  private void put(String id, String label) {
    Example example = new Example(id, "ପାଠ " + id, label, "a", START, START, null, null, List.of());
    add(id, Json.bytes(example), 0);
  }

  private void withdraw(String id) {
    add(id, null, 0);
  }

  private void coverAll() {
    set.cover(Map.of(0, offset));
  }

  private List<String> labels() {
    return set.examples().stream().map(Example::label).toList();
  }

  private TrainingSet.Fresh fresh() {
    Set<String> all = new HashSet<>();
    set.examples().forEach(e -> all.add(e.documentId()));
    return set.fresh(all);
  }

  @Test
  void theLatestExampleOfADocumentStandsLast() {
    put("1", "ଖେଳ");
    put("2", "ରାଜନୀତି");
    put("1", "ସ୍ୱାସ୍ଥ୍ୟ");

    assertThat(labels()).containsExactly("ରାଜନୀତି", "ସ୍ୱାସ୍ଥ୍ୟ");
  }

  @Test
  void aWithdrawnExampleIsGone() {
    put("1", "ଖେଳ");
    withdraw("1");

    assertThat(set.examples()).isEmpty();
  }

  @Test
  void whatNobodyLearnedNeedsNoUnlearning() {
    put("1", "ଖେଳ");
    withdraw("1");
    withdraw("never-seen");

    assertThat(fresh()).isEqualTo(new TrainingSet.Fresh(0, null));
  }

  @Test
  void whatWasLearnedAndWithdrawnIsNews() {
    put("1", "ଖେଳ");
    coverAll();
    withdraw("1");

    assertThat(fresh()).isEqualTo(new TrainingSet.Fresh(1, START.plusMillis(1)));
  }

  @Test
  void aSecondWithdrawalDoesNotHideTheFirst() {
    put("1", "ଖେଳ");
    coverAll();
    withdraw("1");
    withdraw("1");

    assertThat(fresh().count()).isOne();
  }

  @Test
  void whatWasLearnedThenChangedThenWithdrawnIsNews() {
    put("1", "ଖେଳ");
    coverAll();
    put("1", "ରାଜନୀତି");
    withdraw("1");

    assertThat(fresh().count()).isOne();
  }

  @Test
  void aVerdictCoversWhatItWasBegunWithAndNothingLater() {
    put("1", "ଖେଳ");
    long begun = offset;
    put("2", "ଖେଳ");
    put("3", "ଖେଳ");
    set.cover(Map.of(0, begun));

    assertThat(fresh()).isEqualTo(new TrainingSet.Fresh(2, START.plusMillis(1)));
    coverAll();
    assertThat(fresh()).isEqualTo(new TrainingSet.Fresh(0, null));
    assertThat(set.examples()).hasSize(3);
  }

  @Test
  void offsetsAreOfTheirPartition() {
    Example example = new Example("1", "ପାଠ", "ଖେଳ", "a", START, START, null, null, List.of());
    add("1", Json.bytes(example), 3);
    set.cover(Map.of(0, 100L));
    assertThat(fresh().count()).isOne();
    set.cover(Map.of(3, 1L));
    assertThat(fresh().count()).isZero();
  }

  @Test
  void onlyWhatScreeningLetsThroughIsNews() {
    put("1", "ଖେଳ");
    put("2", "ଖେଳ");

    assertThat(set.fresh(Set.of("2"))).isEqualTo(new TrainingSet.Fresh(1, START.plusMillis(1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "{}",
        "null",
        "{'documentId':'2','text':'x','label':'l','by':'a','receivedAt':'2026-01-01T00:00:00Z'}",
        "{'documentId':'1','label':'l','by':'a','receivedAt':'2026-01-01T00:00:00Z'}",
        "{'documentId':'1','text':'x','label':' ','by':'a','receivedAt':'2026-01-01T00:00:00Z'}",
        "{'documentId':'1','text':'x','label':'l','by':'','receivedAt':'2026-01-01T00:00:00Z'}",
        "{'documentId':'1','text':'x','label':'l','by':'a'}",
        "{'documentId':'1','text':'x','label':'l','by':'a','receivedAt':'2026-01-01T00:00:00Z',"
            + "'others':[{'by':'b'}]}",
        "{'documentId':'1','text':'x','label':'l','by':'a','receivedAt':'2026-01-01T00:00:00Z',"
            + "'others':[null]}"
      })
  void aRecordThatIsNoExampleChangesNothing(String json) {
    put("1", "ଖେଳ");
    add("1", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), 0);

    assertThat(labels()).containsExactly("ଖେଳ");
  }

  @Test
  void aRecordWithoutAKeyChangesNothing() {
    add(null, null, 0);
    add("", null, 0);

    assertThat(set.examples()).isEmpty();
  }
}
