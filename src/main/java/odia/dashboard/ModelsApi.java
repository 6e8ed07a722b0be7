package odia.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import odia.access.Guard;
import odia.access.Role;
import odia.event.Promotion;
import odia.event.Promotion.Act;
import odia.registry.OperatorDesk;

/** Versions, verdicts, and what operators do. */
final class ModelsApi {

  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_VERSION = 100;

  private final Models models;
  private final OperatorDesk desk;
  private final Clock clock;

  ModelsApi(Models models, OperatorDesk desk, Clock clock) {
    this.models = models;
    this.desk = desk;
    this.clock = clock;
  }

  void routes(RoutesConfig routes) {
    routes.get("/api/models", r -> Requests.answer(r, models.all()), Role.VIEWER);
    routes.post("/api/models/retrain", this::retrain, Role.OPERATOR);
    routes.post("/api/models/promote", this::promote, Role.OPERATOR);
    routes.post("/api/models/rollback", this::rollback, Role.OPERATOR);
  }

  private Act act(Context request, JsonNode body) {
    String reason = Requests.required(body, "reason", LONGEST_REASON);
    return new Act(Guard.person(request).name(), reason, clock.instant());
  }

  private static void answer(Context request, Promotion done) {
    Requests.answer(request.status(202), done);
  }

  private void retrain(Context request) {
    answer(request, desk.retrain(act(request, Requests.body(request, "reason"))));
  }

  private void promote(Context request) {
    JsonNode body = Requests.body(request, "version", "reason");
    String version = Requests.required(body, "version", LONGEST_VERSION);
    answer(request, desk.promote(version, act(request, body)));
  }

  private void rollback(Context request) {
    JsonNode body = Requests.body(request, "champion", "reason");
    String champion = Requests.required(body, "champion", LONGEST_VERSION);
    answer(request, desk.rollback(champion, act(request, body)));
  }
}
