package odia.command;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import odia.dashboard.DashboardServer;
import odia.dashboard.DashboardSettings;
import odia.dashboard.DashboardSettings.Explainer;
import odia.follow.FollowSettings;
import odia.model.LabelChanges;
import odia.model.WordAttribution;
import odia.ops.Meters;
import odia.stream.LiveModel;

/** Makes a dashboard of the settings. */
final class DashboardWiring {

  private DashboardWiring() {}

  /**
   * @param model the champion, to explain its decisions
   * @param meters of the process
   */
  static DashboardServer dashboard(Settings settings, LiveModel model, Meters meters) {
    FollowSettings follow =
        new FollowSettings(
            settings.client(),
            settings.applicationId(),
            settings.learner().group(),
            settings.dashboard().kept());
    LabelChanges changes = settings.corrections().labels();
    return new DashboardServer(
        new DashboardSettings(
            settings.dashboard().address(),
            settings.dashboard().tokens(),
            follow,
            labels -> List.copyOf(changes.allowed(labels)),
            explainer(model),
            meters),
        Clock.systemUTC());
  }

  /** In one thread of its own: each thread that asks a live model gets a network of its own. */
  private static Explainer explainer(LiveModel model) {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(task, "explainer");
              made.setDaemon(true);
              return made;
            });
    return (text, label) -> {
      try {
        return thread.submit(() -> WordAttribution.of(model.forThisThread(), text, label)).get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException failure
            ? failure
            : new IllegalStateException(e.getCause());
      }
    };
  }
}
