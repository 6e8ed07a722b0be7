package odia.dashboard;

import io.javalin.http.sse.SseClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import odia.event.Json;
import odia.follow.Follower;
import odia.monitor.Corrections;
import odia.monitor.LabelFilter;
import odia.monitor.RecentLabels.Batch;
import odia.monitor.RecentLabels.Position;
import odia.monitor.Sighting;
import odia.monitor.View;
import odia.registry.History;

/** Sends one client what happens, until it is gone. For one thread. */
final class Pump {

  private static final long BATCH_MILLIS = 250;
  private static final long PULSE_MILLIS = 1_000;

  /**
   * What a client wants.
   *
   * @param sample most labels a second; 0 for all
   * @param from where it left off; null for now
   */
  record Wish(LabelFilter filter, int sample, Position from) {}

  /** Labels that came, or of many an even sample. */
  private record Labels(List<Wire.Label> labels, int of) {}

  /** Labels between that are not here. */
  private record Gap(Long missed) {}

  private final View view;
  private final Follower follower;
  private final Pulses pulses;
  private final SseClient client;
  private final Wish wish;
  private Position position;
  private long correctionsSent;
  private long historySent;
  private long pulsedAt;

  Pump(View view, Follower follower, Pulses pulses, SseClient client, Wish wish) {
    this.view = view;
    this.follower = follower;
    this.pulses = pulses;
    this.client = client;
    this.wish = wish;
    this.position = wish.from == null ? view.labels().position() : wish.from;
    this.correctionsSent = view.corrections().changes();
    this.historySent = follower.history().end();
  }

  /** Sends until the client is gone or that says so. */
  void run(BooleanSupplier ended) throws InterruptedException {
    long began = System.nanoTime();
    while (!client.terminated() && !ended.getAsBoolean()) {
      labels(view.labels().after(position, BATCH_MILLIS));
      corrections();
      promotions();
      pulse();
      long left = BATCH_MILLIS - (System.nanoTime() - began) / 1_000_000;
      if (left > 0) {
        Thread.sleep(left); // so that what comes meanwhile goes in one batch
      }
      began = System.nanoTime();
    }
  }

  private void labels(Batch batch) {
    List<Sighting> wanted = batch.seen().stream().filter(wish.filter::lets).toList();
    boolean missed = batch.missed() == null || batch.missed() > 0;
    if (missed) {
      // The labels that follow come again where a client goes on from here.
      Position seen = wanted.isEmpty() ? batch.position() : position;
      send("gap", new Gap(batch.missed()), seen.toString());
    }
    position = batch.position();
    if (!wanted.isEmpty()) {
      List<Wire.Label> sent =
          sample(wanted).stream().map(s -> Wire.Label.of(s, view.said())).toList();
      send("labels", new Labels(sent, wanted.size()), position.toString());
    }
  }

  private List<Sighting> sample(List<Sighting> all) {
    int most = (int) Math.max(1, wish.sample * BATCH_MILLIS / 1_000);
    if (wish.sample == 0 || all.size() <= most) {
      return all;
    }
    List<Sighting> some = new ArrayList<>();
    for (int i = 1; i <= most; i++) {
      some.add(all.get((int) ((long) i * all.size() / most) - 1));
    }
    return some;
  }

  private void corrections() {
    if (view.corrections().changes() == correctionsSent) {
      return;
    }
    for (Corrections.Tracked changed : view.corrections().since(correctionsSent)) {
      correctionsSent = changed.change();
      send("correction", Wire.Correction.of(changed), null);
    }
  }

  private void promotions() {
    for (History.Entry entry : follower.history().entries()) {
      if (entry.offset() >= historySent) {
        historySent = entry.offset() + 1;
        send("promotion", new Models.Line(entry.offset(), entry.promotion()), null);
      }
    }
  }

  private void pulse() {
    long now = System.nanoTime() / 1_000_000;
    if (now - pulsedAt >= PULSE_MILLIS) {
      pulsedAt = now;
      // With its id: what the filter kept back need not be looked at again, nor be missed.
      send("stats", pulses.now(), position.toString());
    }
  }

  private void send(String event, Object data, String id) {
    client.sendEvent(event, new String(Json.bytes(data), StandardCharsets.UTF_8), id);
  }
}
