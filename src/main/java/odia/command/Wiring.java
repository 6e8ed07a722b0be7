package odia.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import odia.stream.ClassifyService;
import odia.stream.StreamSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the roles that classify share. */
final class Wiring {

  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

  private Wiring() {}

  static StreamSettings streams(Settings settings) {
    return new StreamSettings(
        settings.bootstrapServers(),
        settings.applicationId(),
        settings.streamThreads(),
        settings.commitInterval(),
        settings.stateDirectory(),
        settings.kafkaClient(),
        settings.learner().keys(),
        StreamSettings.Corrections.STANDARD);
  }

  /** Reports how many documents went through, until the process is stopped or the service fails. */
  static int run(ClassifyService service) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long said = 0;
    while (!service.hasFailed()) {
      never.await(REPORT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      long now = service.counts().documents();
      if (now != said) {
        double rate = (double) (now - said) / REPORT_EVERY.toSeconds();
        LOG.info("{} ({}/s)", service.counts(), Math.round(rate));
        said = now;
      }
    }
    throw new Failure("The classifier has given up, the log says why; start it again");
  }
}
