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
        settings.corrections());
  }

  /** Reports what went through, until the process is stopped or the service fails. */
  static int run(ClassifyService service) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long before = 0;
    String said = service.counts().toString();
    while (!service.hasFailed()) {
      never.await(REPORT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      long documents = service.counts().documents();
      String counts = service.counts().toString();
      if (!counts.equals(said)) {
        double rate = (double) (documents - before) / REPORT_EVERY.toSeconds();
        LOG.info("{} ({} documents/s)", counts, Math.round(rate));
      }
      before = documents;
      said = counts;
    }
    throw new Failure("The classifier has given up: " + service.trouble());
  }
}
