package odia.follow;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import odia.event.Classification;
import odia.event.Correction;
import odia.event.CorrectionReader;
import odia.event.DeadLetter;
import odia.event.DeadLetter.Origin;
import odia.event.Decoded;
import odia.event.Document;
import odia.event.DocumentReader;
import odia.event.Example;
import odia.event.Instance;
import odia.event.Json;
import odia.event.Topic;
import odia.monitor.Corrections;
import odia.monitor.Corrections.State;
import odia.monitor.SeenDeadLetters;
import odia.monitor.Sighting;
import odia.monitor.Sighting.Place;
import odia.monitor.View;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the view of each record that was read. For one thread. */
final class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private static final int LONGEST_HEADER = 1_000;
  private static final int MOST_HEADERS = 50;

  private final View view;
  private final Beginnings beginnings;
  private final PendingLabels pending;
  private long changesNoted;

  Intake(View view, Beginnings beginnings, Clock clock) {
    this.view = view;
    this.beginnings = beginnings;
    this.pending = new PendingLabels(clock);
  }

  /** A record that breaks the view would be read for ever; what it was stands on its topic. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      note(record);
    } catch (RuntimeException e) {
      LOG.error("Record {} of {} is left out", record.offset(), record.topic(), e);
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> record) {
    String topic = record.topic();
    if (topic.equals(Topic.DOCUMENTS.name())) {
      document(record);
    } else if (topic.equals(Topic.LABELS.name())) {
      label(record);
    } else if (topic.equals(Topic.CORRECTIONS.name())) {
      correction(record);
    } else if (topic.equals(Topic.EXAMPLES.name())) {
      example(record);
    } else if (topic.equals(Topic.DEAD_LETTERS.name())) {
      deadLetter(record);
    } else if (topic.equals(Topic.INSTANCES.name())) {
      instance(record);
    }
  }

  private void instance(ConsumerRecord<byte[], byte[]> record) {
    Instance instance = Json.read(record.value(), Instance.class);
    boolean ours = instance != null && instance.id() != null && instance.at() != null;
    if (record.key() != null && (ours || record.value() == null)) {
      view.instances().said(text(record.key()), instance);
    }
  }

  /** What is done once after each round of records. */
  void endOfRound() {
    pending.drain(this::show);
    for (Corrections.Tracked changed : view.corrections().since(changesNoted)) {
      changesNoted = changed.change();
      if (changed.state() == State.SUPERSEDED) {
        outcome(originOf(changed.place()), View.SUPERSEDED);
      }
    }
  }

  private static Origin originOf(Place correction) {
    return new Origin(Topic.CORRECTIONS.name(), correction.partition(), correction.offset(), 0);
  }

  private static Place place(ConsumerRecord<?, ?> record) {
    return new Place(record.partition(), record.offset());
  }

  private void document(ConsumerRecord<byte[], byte[]> record) {
    synchronized (view.documents()) {
      view.documents().record(record.partition(), record.offset());
    }
    noteRedrive(record);
    Instant time = Instant.ofEpochMilli(record.timestamp());
    if (DocumentReader.read(record.key(), record.value(), time)
        instanceof Decoded.Readable<Document> readable) {
      pending.document(place(record), readable.value().text());
    } else {
      pending.document(place(record), null);
    }
  }

  private void label(ConsumerRecord<byte[], byte[]> record) {
    Classification label = Json.read(record.value(), Classification.class);
    if (label == null
        || label.documentId() == null
        || label.label() == null
        || label.classifiedAt() == null) {
      return; // none of ours
    }
    Origin origin = Origin.of(record.headers());
    outcome(origin, "labels");
    pending.add(new PendingLabels.Label(label, place(record), origin, beginnings.isLive(record)));
  }

  /** The same as for {@link #take}: a label that cannot be shown must not keep the next. */
  private void show(PendingLabels.Label label, String text) {
    try {
      Classification said = label.label();
      Sighting seen = view.labels().add(said, label.place(), label.origin(), text);
      view.mix().label(said.label(), said.classifiedAt());
      if (label.live()) {
        view.pace().label(seen.latencyMillis());
      }
      view.onLabel().forEach(listener -> listener.accept(seen));
    } catch (RuntimeException e) {
      LOG.error("The label at {} is left out", label.place(), e);
    }
  }

  private void outcome(Origin origin, String kind) {
    if (origin == null) {
      return;
    }
    if (origin.topic().equals(Topic.DOCUMENTS.name())) {
      synchronized (view.documents()) {
        view.documents().outcome(origin, kind);
      }
    } else if (origin.topic().equals(Topic.CORRECTIONS.name())) {
      synchronized (view.correctionsLedger()) {
        view.correctionsLedger().outcome(origin, kind);
      }
    }
  }

  private void correction(ConsumerRecord<byte[], byte[]> record) {
    synchronized (view.correctionsLedger()) {
      view.correctionsLedger().record(record.partition(), record.offset());
    }
    noteRedrive(record);
    Instant time = Instant.ofEpochMilli(record.timestamp());
    Correction read =
        CorrectionReader.read(record.key(), record.value(), time)
                instanceof Decoded.Readable<Correction> readable
            ? readable.value()
            : null;
    String undoes = header(record, Headers.UNDOES);
    view.corrections().seen(place(record), atLatest(time, read), text(record.key()), undoes);
  }

  /** As the classifier has it: nobody says a thing after it was received. */
  private static Correction atLatest(Instant received, Correction said) {
    return said == null || !said.at().isAfter(received)
        ? said
        : new Correction(said.documentId(), said.label(), said.by(), received, said.text());
  }

  private void example(ConsumerRecord<byte[], byte[]> record) {
    Example example = Json.read(record.value(), Example.class);
    Origin origin = Origin.of(record.headers());
    String id = text(record.key());
    if (id == null || record.value() != null && !isSound(example)) {
      return; // none of ours
    }
    long millis = origin == null ? record.timestamp() : origin.timestamp();
    Instant at = example == null ? Instant.ofEpochMilli(millis) : example.at();
    view.said().example(id, example, at);
    if (example == null) {
      became(origin, "withdrawn", State.WITHDRAWN, null, null);
    } else {
      became(origin, "examples", State.RECORDED, example.givenLabel(), null);
    }
    view.corrections().supersede(id, view.said().of(id));
    view.onSaid().forEach(listener -> listener.accept(id));
  }

  private static boolean isSound(Example example) {
    return example != null
        && example.by() != null
        && example.label() != null
        && example.at() != null
        && example.others().stream().allMatch(o -> o.by() != null && o.label() != null);
  }

  /** A correction had its outcome; what it was taken for until now it was not. */
  private void became(Origin origin, String kind, State state, String given, String reason) {
    if (origin == null || !origin.topic().equals(Topic.CORRECTIONS.name())) {
      return;
    }
    Place place = new Place(origin.partition(), origin.offset());
    Corrections.Tracked before = view.corrections().at(place);
    if (before != null && before.state() == State.SUPERSEDED) {
      synchronized (view.correctionsLedger()) {
        view.correctionsLedger().takeBack(origin, View.SUPERSEDED);
      }
    }
    outcome(origin, kind);
    view.corrections().became(place, state, given, reason);
  }

  private void deadLetter(ConsumerRecord<byte[], byte[]> record) {
    DeadLetter letter = DeadLetter.of(record.headers());
    if (letter == null) {
      return; // none of ours
    }
    if (letter.origin().topic().equals(Topic.CORRECTIONS.name())) {
      became(letter.origin(), "dead letters", State.REFUSED, null, letter.reason());
    } else {
      outcome(letter.origin(), "dead letters");
    }
    Instant at = Instant.ofEpochMilli(record.timestamp());
    view.deadLetters().add(place(record), at, letter, content(record), beginnings.isLive(record));
  }

  private static SeenDeadLetters.Content content(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      if (headers.size() < MOST_HEADERS && header.key().length() <= LONGEST_HEADER) {
        headers.put(header.key(), beginning(header.value(), LONGEST_HEADER));
      }
    }
    byte[] value = record.value();
    return new SeenDeadLetters.Content(
        beginning(record.key(), LONGEST_HEADER),
        beginning(value, SeenDeadLetters.LONGEST_VALUE),
        value == null ? null : value.length,
        headers);
  }

  private static String beginning(byte[] bytes, int most) {
    return bytes == null
        ? null
        : new String(bytes, 0, Math.min(most, bytes.length), StandardCharsets.UTF_8);
  }

  private void noteRedrive(ConsumerRecord<byte[], byte[]> record) {
    String redriven = header(record, Headers.REDRIVEN);
    if (redriven != null && redriven.matches("\\d{1,6}-\\d{1,18}")) {
      String[] parts = redriven.split("-");
      view.deadLetters().redriven(new Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1])));
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : text(header.value());
  }

  private static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
