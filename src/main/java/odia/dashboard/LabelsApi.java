package odia.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.concurrent.Semaphore;
import odia.access.AccessException;
import odia.access.Role;
import odia.dashboard.DashboardSettings.Explainer;
import odia.model.WordAttribution;
import odia.monitor.RecentLabels.Position;
import odia.monitor.Sighting;
import odia.monitor.View;

/** Documents with their labels. */
final class LabelsApi {

  /** Each takes as long as some hundred classifications; the classifiers need the cores too. */
  private static final int MOST_EXPLAINED_AT_ONCE = 1;

  /** Each holds a thread of the server's meanwhile. */
  private static final int MOST_WAITING = 20;

  private final View view;
  private final Documents documents;
  private final Explainer explainer;
  private final Semaphore explaining = new Semaphore(MOST_EXPLAINED_AT_ONCE, true);

  LabelsApi(View view, Documents documents, Explainer explainer) {
    this.view = view;
    this.documents = documents;
    this.explainer = explainer;
  }

  void routes(RoutesConfig routes) {
    routes.get("/api/labels", this::recent, Role.VIEWER);
    routes.get("/api/documents/{id}", this::document, Role.VIEWER);
    routes.get("/api/documents/{id}/attribution", this::attribution, Role.VIEWER);
  }

  /**
   * @param next for the page after this one; null on the last
   * @param position up to which everything was looked at
   * @param kept labels that are kept
   */
  record Page(List<Wire.Label> labels, String next, String position, int kept) {}

  private void recent(Context request) {
    int limit = Requests.limit(request, 500);
    long before = Requests.number(request, "before", Long.MAX_VALUE, Long.MAX_VALUE);
    Position position = view.labels().position(); // first: what comes meanwhile is shown twice
    List<Sighting> found = view.labels().before(before, Requests.filter(request), limit);
    String next =
        found.size() < limit ? null : String.valueOf(found.get(found.size() - 1).number());
    List<Wire.Label> labels = found.stream().map(s -> Wire.Label.of(s, view.said())).toList();
    Requests.answer(request, new Page(labels, next, position.toString(), view.labels().size()));
  }

  private Sighting asked(Context request) {
    return documents.find(request.pathParam("id"), Requests.place(request));
  }

  private void document(Context request) {
    Requests.answer(request, documents.show(asked(request)));
  }

  private void attribution(Context request) throws InterruptedException {
    String text = documents.text(asked(request));
    if (text == null) {
      throw new AccessException(404, "The document's text is not in Kafka any more");
    }
    if (explaining.getQueueLength() >= MOST_WAITING) {
      request.header("Retry-After", "5");
      throw new AccessException(429, "Too many wait for explanations; try again in 5 s");
    }
    explaining.acquire();
    try {
      WordAttribution found = explainer.explain(text, Requests.text(request, "of"));
      Requests.answer(request, found);
    } catch (IllegalArgumentException e) {
      throw Requests.bad(e.getMessage());
    } finally {
      explaining.release();
    }
  }
}
