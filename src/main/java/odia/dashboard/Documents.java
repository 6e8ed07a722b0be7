package odia.dashboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import odia.access.AccessException;
import odia.event.Classification;
import odia.event.DeadLetter.Origin;
import odia.event.Decoded;
import odia.event.Document;
import odia.event.DocumentReader;
import odia.event.Json;
import odia.event.Topic;
import odia.follow.RecordLookup;
import odia.monitor.Sighting;
import odia.monitor.Sighting.Place;
import odia.monitor.View;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds single documents with their whole text: the label says where the document stands. */
final class Documents {

  private final View view;
  private final RecordLookup records;

  Documents(View view, RecordLookup records) {
    this.view = view;
    this.records = records;
  }

  /**
   * A document's label.
   *
   * @param place of the label; null for the latest that is kept
   * @throws AccessException if it is not known
   */
  Sighting find(String id, Place place) {
    Sighting seen = view.labels().of(id);
    if (seen == null || place != null && !seen.place().equals(place)) {
      seen = place == null ? null : lookUp(place);
    }
    if (seen == null || !seen.label().documentId().equals(id)) {
      throw new AccessException(
          404,
          "Document "
              + id
              + (place == null
                  ? " is not among the latest; partition and offset of its label would find it"
                  : " has no label there, or no longer"));
    }
    return seen;
  }

  private Sighting lookUp(Place place) {
    ConsumerRecord<byte[], byte[]> record = records.find(Topic.LABELS.name(), place);
    Classification label = record == null ? null : Json.read(record.value(), Classification.class);
    return label == null || label.documentId() == null
        ? null
        : Sighting.of(-1, label, place, Origin.of(record.headers()), null);
  }

  /** The whole text, or null where Kafka no longer has it. */
  String text(Sighting seen) {
    if (seen.text() != null && !seen.cut()) {
      return seen.text();
    }
    Origin origin = seen.origin();
    if (origin == null || !origin.topic().equals(Topic.DOCUMENTS.name())) {
      return seen.text();
    }
    ConsumerRecord<byte[], byte[]> record =
        records.find(origin.topic(), new Place(origin.partition(), origin.offset()));
    if (record == null) {
      return seen.text();
    }
    Decoded<Document> read =
        DocumentReader.read(record.key(), record.value(), Instant.ofEpochMilli(record.timestamp()));
    return read instanceof Decoded.Readable<Document> readable
        ? readable.value().text()
        : seen.text();
  }

  Wire.Document show(Sighting seen) {
    return Wire.Document.of(seen, text(seen), view.said().of(seen.label().documentId()));
  }

  List<Wire.Document> show(List<Sighting> all) {
    List<Wire.Document> shown = new ArrayList<>();
    all.forEach(seen -> shown.add(show(seen)));
    return shown;
  }
}
