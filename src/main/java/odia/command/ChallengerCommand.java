package odia.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import odia.feedback.Challenger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The learner's training process; the learner starts it. */
@Command(
    name = "challenger",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Trains and judges one challenger; the learner's own helper, not for people.")
public final class ChallengerCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "ORIGINAL", description = "Folder of the original texts.")
  private Path original;

  @Parameters(index = "1", paramLabel = "JOB", description = "Folder of the job.")
  private Path job;

  @Override
  public Integer call() throws IOException {
    endWithTheLearner();
    new Challenger(job, System.out::println).run(original);
    return 0;
  }

  /** The learner holds the other end of standard input; when it dies, however it dies, it ends. */
  private static void endWithTheLearner() {
    Thread watch = new Thread(ChallengerCommand::awaitEndOfInput, "learner-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // nothing is ever said
      }
    } catch (IOException e) {
      // the same as the end
    }
    Runtime.getRuntime().halt(1);
  }
}
