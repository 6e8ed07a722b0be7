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

/** Tells the view of each record that was read. For one thread. */
final class Intake {

  private static final int LONGEST_HEADER = 1_000;

  private final View view;
  private final Beginnings beginnings;
  private final PendingLabels pending;
  private long changesNoted;

  Intake(View view, Beginnings beginnings, Clock clock) {
    this.view = view;
    this.beginnings = beginnings;
    this.pending = new PendingLabels(clock);
  }

  void take(ConsumerRecord<byte[], byte[]> record) {
    String topic = record.topic();
    if (topic.equals(Topic.DOCUMENTS.name())) {
      document(record);
    } else if (topic.equals(Topic.LABELS.name())) {
      pending.add(record);
    } else if (topic.equals(Topic.CORRECTIONS.name())) {
      correction(record);
    } else if (topic.equals(Topic.EXAMPLES.name())) {
      example(record);
    } else if (topic.equals(Topic.DEAD_LETTERS.name())) {
      deadLetter(record);
    } else if (topic.equals(Topic.INSTANCES.name())) {
      view.instances().said(text(record.key()), Json.read(record.value(), Instance.class));
    }
  }

  /** What is done once after each round of records. */
  void endOfRound() {
    pending.drain(this::label);
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

  private void label(ConsumerRecord<byte[], byte[]> record, String text) {
    Classification label = Json.read(record.value(), Classification.class);
    if (label == null || label.documentId() == null || label.classifiedAt() == null) {
      return; // none of ours
    }
    Origin origin = Origin.of(record.headers());
    Sighting seen = view.labels().add(label, place(record), origin, text);
    view.mix().label(label.label(), label.classifiedAt());
    if (beginnings.isLive(record)) {
      view.pace().label(seen.latencyMillis());
    }
    outcome(origin, "labels");
    view.onLabel().forEach(listener -> listener.accept(seen));
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
    view.corrections().seen(place(record), read, text(record.key()), undoes);
  }

  private void example(ConsumerRecord<byte[], byte[]> record) {
    Example example = Json.read(record.value(), Example.class);
    Origin origin = Origin.of(record.headers());
    String id = text(record.key());
    if (id == null || record.value() != null && example == null) {
      return; // none of ours
    }
    long millis = origin == null ? record.timestamp() : origin.timestamp();
    Instant at = example == null ? Instant.ofEpochMilli(millis) : example.at();
    outcome(origin, example == null ? "withdrawn" : "examples");
    view.said().example(id, example, at);
    if (origin != null) {
      State state = example == null ? State.WITHDRAWN : State.RECORDED;
      String given = example == null ? null : example.givenLabel();
      view.corrections().became(new Place(origin.partition(), origin.offset()), state, given, null);
    }
    view.corrections().supersede(id, view.said().of(id));
    view.onSaid().forEach(listener -> listener.accept(id));
  }

  private void deadLetter(ConsumerRecord<byte[], byte[]> record) {
    DeadLetter letter = DeadLetter.of(record.headers());
    if (letter == null) {
      return; // none of ours
    }
    Origin origin = letter.origin();
    outcome(origin, "dead letters");
    if (origin.topic().equals(Topic.CORRECTIONS.name())) {
      Place place = new Place(origin.partition(), origin.offset());
      view.corrections().became(place, State.REFUSED, null, letter.reason());
    }
    Instant at = Instant.ofEpochMilli(record.timestamp());
    view.deadLetters().add(place(record), at, letter, content(record), beginnings.isLive(record));
  }

  private static SeenDeadLetters.Content content(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), beginning(header.value(), LONGEST_HEADER));
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
