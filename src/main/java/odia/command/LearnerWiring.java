package odia.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import odia.feedback.Learner;
import odia.feedback.LearnerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a learner of the settings. */
final class LearnerWiring {

  private static final Logger LOG = LoggerFactory.getLogger(LearnerWiring.class);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private LearnerWiring() {}

  /**
   * @param model that trainings start from; null for the bundled one
   */
  static Learner learner(Settings settings, Path model) {
    Models.checkpoint(model); // what cannot be used is said now
    LearnerPart part = settings.learner();
    LearnerSettings learner =
        new LearnerSettings(
            settings.client(),
            part.group(),
            part.folder(),
            part.originalData(),
            trainingCommand(part),
            part.policy(),
            part.screening(),
            settings.corrections().labels(),
            part.keptModels(),
            part.keys(),
            part.seed());
    return new Learner(learner, () -> Models.bytes(model));
  }

  /** This program again, in a process with memory of its own and one core for its matrices. */
  private static List<String> trainingCommand(LearnerPart part) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + part.heapMegabytes() + "m");
    command.add("-XX:+UseSerialGC"); // parallel collectors would take the cores that serve
    command.add("-Dfile.encoding=UTF-8");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("odia.Main");
    command.add("challenger");
    return command;
  }

  /** Says what the learner does when that changes, until the process is stopped. */
  static int run(Learner learner) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    String said = "";
    while (!never.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
      String now = learner.check().detail();
      if (learner.progress() < 0 && !now.equals(said)) { // a training tells of itself
        LOG.info("{}", now);
        said = now;
      }
      if (learner.hasFailed()) {
        throw new Failure(now);
      }
    }
    return 0;
  }
}
