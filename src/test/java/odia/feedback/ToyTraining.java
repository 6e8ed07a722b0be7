package odia.feedback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import odia.event.Json;
import odia.event.Promotion.Assessment;
import odia.model.Checkpoint;
import odia.model.ToyModels;

/**
 * Stands for the training process in tests of the learner: its model is made in no time, another
 * one for every number of corrections.
 */
final class ToyTraining {

  private ToyTraining() {}

  /**
   * Arguments: "promote", "refuse", "fail", or the name of a file that the training takes as long
   * as to be there; folder of the original texts; folder of the job.
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[2]);
    System.out.println(ChallengerJob.PROGRESS + "0.5");
    if (args[0].equals("fail")) {
      System.out.println("told to fail");
      System.exit(3);
    }
    while (Files.exists(Path.of(args[0])) && System.in.available() == 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    ChallengerJob job =
        Json.read(Files.readAllBytes(folder.resolve(ChallengerJob.JOB)), ChallengerJob.class);
    Checkpoint challenger = ToyModels.checkpoint(seed(job.train().size() + job.heldOut().size()));
    challenger.save(folder.resolve(ChallengerJob.CHALLENGER));
    Files.write(
        folder.resolve(ChallengerJob.RESULT),
        Json.bytes(result(challenger, job, !args[0].equals("refuse"))));
  }

  static long seed(int corrections) {
    return 100 + corrections;
  }

  private static ChallengerJob.Result result(
      Checkpoint challenger, ChallengerJob job, boolean promote) {
    int held = job.heldOut().size();
    return new ChallengerJob.Result(
        challenger.version(),
        Map.of("embedding", 12),
        challenger.manifest().labels(),
        challenger.manifest().encoder().fingerprint(),
        3,
        Map.of(ToyModels.LABELS.get(0), 3),
        promote,
        "told so",
        new Assessment(10, 7, 0.7, Map.of(), held, 0, held == 0 ? null : -2.0, null, null),
        new Assessment(10, 8, 0.8, Map.of(), held, held, held == 0 ? null : -0.5, null, null));
  }

  /** The command that runs it, up to its last two arguments. */
  static List<String> command(String how) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-cp",
        System.getProperty("java.class.path"),
        ToyTraining.class.getName(),
        how);
  }
}
