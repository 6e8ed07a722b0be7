package odia.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import odia.access.Guard;
import odia.access.Role;
import odia.event.Document;
import odia.monitor.Corrections.Tracked;
import odia.monitor.Sighting;
import odia.monitor.View;
import odia.review.CorrectionDesk;
import odia.review.ReviewQueue;

/** People's corrections. */
final class ReviewApi {

  private static final int LONGEST_LABEL = 200;
  private static final int LONGEST_TEXT = 2 << 20;
  private static final int MOST_IN_HAND = 10;

  private final View view;
  private final Documents documents;
  private final ReviewQueue queue;
  private final CorrectionDesk desk;

  ReviewApi(View view, Documents documents, ReviewQueue queue, CorrectionDesk desk) {
    this.view = view;
    this.documents = documents;
    this.queue = queue;
    this.desk = desk;
  }

  void routes(RoutesConfig routes) {
    routes.post("/api/review/next", this::next, Role.ANNOTATOR);
    routes.get("/api/corrections", this::recent, Role.VIEWER);
    routes.post("/api/corrections", this::correct, Role.ANNOTATOR);
    routes.post("/api/corrections/{id}/undo", this::undo, Role.ANNOTATOR);
  }

  private record InHand(List<Wire.Document> items, int waiting) {}

  private void next(Context request) {
    JsonNode body = Requests.body(request, "skip", "keep", "put", "count");
    String by = Guard.person(request).name();
    String skip = Requests.optional(body, "skip", Document.LONGEST_ID);
    String put = Requests.optional(body, "put", Document.LONGEST_ID);
    String keep = Requests.optional(body, "keep", Document.LONGEST_ID);
    if (skip != null) {
      queue.skip(by, skip);
    }
    if (put != null) {
      queue.putBack(by, put);
    }
    if (keep != null) {
      queue.keep(by, keep);
    }
    int otherwise = put == null ? 1 : 0; // who gives back is leaving
    int count = Requests.number(body, "count", otherwise, MOST_IN_HAND);
    // What is in hand already comes first in it, so asking again renews it.
    List<Wire.Document> items = documents.show(queue.inHand(by, count));
    Requests.answer(request, new InHand(items, queue.size()));
  }

  private record Recent(List<Wire.Correction> corrections, Map<String, Integer> byAnnotator) {}

  private void recent(Context request) {
    String by = Requests.text(request, "by");
    List<Wire.Correction> found =
        view
            .corrections()
            .newest(
                Requests.limit(request, 500),
                t -> by == null || t.said() != null && by.equals(t.said().by()))
            .stream()
            .map(Wire.Correction::of)
            .toList();
    Requests.answer(request, new Recent(found, view.said().byAnnotator()));
  }

  private void correct(Context request) {
    JsonNode body = Requests.body(request, "documentId", "label", "text");
    String id = Requests.required(body, "documentId", Document.LONGEST_ID);
    Tracked sent =
        desk.correct(
            Guard.person(request).name(),
            id,
            Requests.required(body, "label", LONGEST_LABEL),
            Requests.optional(body, "text", LONGEST_TEXT));
    queue.leave(id);
    Requests.answer(request.status(202), Wire.Correction.of(sent));
  }

  private void undo(Context request) {
    String by = Guard.person(request).name();
    Tracked sent = desk.undo(by, request.pathParam("id"));
    Sighting seen = view.labels().of(sent.documentId());
    if (seen != null) {
      queue.giveTo(by, seen);
    }
    Requests.answer(request.status(202), Wire.Correction.of(sent));
  }
}
