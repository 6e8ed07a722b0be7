package odia.dashboard;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import odia.access.Role;
import odia.event.Instance;
import odia.follow.Follower;
import odia.follow.Lag;
import odia.monitor.Drift;
import odia.monitor.Mix;
import odia.monitor.MixHistory;
import odia.monitor.Pace;
import odia.monitor.View;
import odia.ops.Component.CheckResult;
import odia.ops.Meters;

/** How the system is, for people and for monitors. */
final class HealthApi {

  private final View view;
  private final Follower follower;
  private final Models models;
  private final Pulses pulses;
  private final Meters meters;

  HealthApi(View view, Follower follower, Models models, Pulses pulses, Meters meters) {
    this.view = view;
    this.follower = follower;
    this.models = models;
    this.pulses = pulses;
    this.meters = meters;
  }

  void routes(RoutesConfig routes) {
    routes.get("/api/stats", r -> Requests.answer(r, stats()), Role.VIEWER);
    routes.get("/metrics", this::metrics, Role.VIEWER);
    routes.get("/health/live", r -> text(r, "live\n"), Role.ANYONE);
    routes.get("/health/ready", this::ready, Role.ANYONE);
  }

  private record Share(Map<String, Integer> counts, int total) {
    static Share of(Mix mix) {
      return new Share(mix.counts(), mix.total());
    }
  }

  private record MixView(
      Share now, Share week, Share training, List<MixHistory.Minute> minutes, List<Drift> drift) {}

  private record Known(@JsonUnwrapped Instance instance, boolean gone) {}

  /** Steps of the last hour, a list for each figure, as charts want them. */
  private record Columns(
      List<Long> at,
      List<Double> labelsPerSecond,
      List<Double> p50,
      List<Double> p95,
      List<Double> p99,
      List<Long> lag) {

    static Columns of(List<Pace.Step> steps) {
      Columns columns =
          new Columns(
              new ArrayList<>(),
              new ArrayList<>(),
              new ArrayList<>(),
              new ArrayList<>(),
              new ArrayList<>(),
              new ArrayList<>());
      steps.forEach(columns::add);
      return columns;
    }

    private void add(Pace.Step step) {
      boolean came = step.latency() != null;
      at.add(step.at());
      labelsPerSecond.add(step.labelsPerSecond());
      p50.add(came ? step.latency().p50() : null);
      p95.add(came ? step.latency().p95() : null);
      p99.add(came ? step.latency().p99() : null);
      lag.add(step.lag());
    }
  }

  private record Stats(
      Pulses.Pulse pulse,
      Columns history,
      List<Lag> lag,
      MixView mix,
      List<Pulses.Equation> conservation,
      List<Known> instances) {}

  private Stats stats() {
    Mix training = models.trainingMix();
    MixHistory mix = view.mix();
    return new Stats(
        pulses.now(),
        Columns.of(view.pace().history()),
        follower.lags(),
        new MixView(
            Share.of(mix.now()),
            Share.of(mix.week()),
            Share.of(training),
            mix.minutes(),
            mix.drift(training)),
        pulses.equations(),
        view.instances().all().stream()
            .map(instance -> new Known(instance, view.instances().isGone(instance)))
            .toList());
  }

  private void metrics(Context request) {
    request.contentType("text/plain; version=0.0.4; charset=utf-8").result(meters.scrape());
  }

  private static void text(Context request, String text) {
    request.contentType("text/plain; charset=utf-8").result(text);
  }

  private void ready(Context request) {
    Meters.Readiness process = meters.readiness();
    CheckResult kafka = follower.check();
    String line = (kafka.ok() ? "ok   " : "BAD  ") + "dashboard: " + kafka.detail() + "\n";
    text(request.status(process.ok() && kafka.ok() ? 200 : 503), process.lines() + line);
  }
}
