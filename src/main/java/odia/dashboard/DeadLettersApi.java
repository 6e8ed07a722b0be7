package odia.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import odia.access.Role;
import odia.event.DeadLetter;
import odia.event.DeadLetter.Stage;
import odia.event.Topic;
import odia.follow.RecordLookup;
import odia.follow.Redrive;
import odia.monitor.SeenDeadLetters.Seen;
import odia.monitor.Sighting.Place;
import odia.monitor.View;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Records that came to nothing, to look at and to send once more. */
final class DeadLettersApi {

  private static final int MOST_REDRIVEN = 500;

  private final View view;
  private final Pulses pulses;
  private final RecordLookup records;
  private final Redrive redrive;
  private final Set<Place> onTheirWay = ConcurrentHashMap.newKeySet();

  DeadLettersApi(View view, Pulses pulses, RecordLookup records, Redrive redrive) {
    this.view = view;
    this.pulses = pulses;
    this.records = records;
    this.redrive = redrive;
  }

  void routes(RoutesConfig routes) {
    routes.get("/api/dead-letters", this::list, Role.OPERATOR);
    routes.post("/api/dead-letters/redrive", this::redrive, Role.OPERATOR);
  }

  private record Shown(
      int partition,
      long offset,
      Instant at,
      String stage,
      String reason,
      DeadLetter.Origin origin,
      String key,
      String value,
      Integer valueBytes,
      Map<String, String> headers,
      boolean redriven) {}

  private record Page(List<Shown> deadLetters, Map<String, Integer> byStage, String next) {}

  private void list(Context request) {
    int limit = Requests.limit(request, 200);
    long before = Requests.number(request, "before", Long.MAX_VALUE, Long.MAX_VALUE);
    Map<String, Integer> byStage = pulses.deadLetters(); // first: who counts more reads again
    List<Seen> found = view.deadLetters().before(before, stage(request), limit);
    String next =
        found.size() < limit ? null : String.valueOf(found.get(found.size() - 1).number());
    List<Shown> shown = found.stream().map(this::shown).toList();
    Requests.answer(request, new Page(shown, byStage, next));
  }

  private static Stage stage(Context request) {
    String name = Requests.text(request, "stage");
    Stage stage = Stage.named(name);
    if (name != null && stage == null) {
      throw Requests.bad("There is no stage " + name);
    }
    return stage;
  }

  private Shown shown(Seen seen) {
    return new Shown(
        seen.place().partition(),
        seen.place().offset(),
        seen.at(),
        seen.letter().stage().wireName(),
        seen.letter().reason(),
        seen.letter().origin(),
        seen.content().key(),
        seen.content().value(),
        seen.content().valueBytes(),
        seen.content().headers(),
        view.deadLetters().isRedriven(seen.place()));
  }

  private record Redriven(int redriven, List<String> refused) {}

  private void redrive(Context request) {
    JsonNode wanted = Requests.body(request, "records").path("records");
    if (!wanted.isArray() || wanted.isEmpty() || wanted.size() > MOST_REDRIVEN) {
      throw Requests.bad("\"records\" must be a list of 1 to %d".formatted(MOST_REDRIVEN));
    }
    for (JsonNode one : wanted) {
      if (!one.path("partition").isInt() || !one.path("offset").isIntegralNumber()) {
        throw Requests.bad("Each of \"records\" needs partition and offset");
      }
    }
    List<String> refused = new ArrayList<>();
    Map<Place, Future<RecordMetadata>> sent = new LinkedHashMap<>();
    try {
      for (JsonNode one : wanted) {
        send(new Place(one.path("partition").asInt(), one.path("offset").asLong()), sent, refused);
      }
    } finally {
      sent.forEach((place, arrival) -> settle(place, arrival, refused));
    }
    int arrived = (int) sent.keySet().stream().filter(view.deadLetters()::isRedriven).count();
    Requests.answer(request.status(202), new Redriven(arrived, refused));
  }

  private void send(Place place, Map<Place, Future<RecordMetadata>> sent, List<String> refused) {
    boolean sensible = place.partition() >= 0 && place.offset() >= 0;
    ConsumerRecord<byte[], byte[]> record =
        sensible ? records.find(Topic.DEAD_LETTERS.name(), place) : null;
    String objection =
        record == null ? "there is no dead letter, or no longer" : Redrive.objection(record);
    if (objection == null && !take(place)) {
      objection = "it was redriven already";
    }
    if (objection == null) {
      sent.put(place, redrive.send(record));
    } else {
      refused.add("%d-%d: %s".formatted(place.partition(), place.offset(), objection));
    }
  }

  /** Another operator may take the same one at the same time. */
  private boolean take(Place place) {
    if (!onTheirWay.add(place)) {
      return false;
    }
    if (view.deadLetters().isRedriven(place)) {
      onTheirWay.remove(place);
      return false;
    }
    return true;
  }

  private void settle(Place place, Future<RecordMetadata> arrival, List<String> refused) {
    String failure = Redrive.failure(arrival);
    if (failure == null) {
      view.deadLetters().redriven(place); // rather than when we read it
    } else {
      refused.add("%d-%d: %s".formatted(place.partition(), place.offset(), failure));
    }
    onTheirWay.remove(place);
  }
}
