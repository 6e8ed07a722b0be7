package odia.feedback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import odia.event.Json;
import odia.feedback.ChallengerJob.Result;
import odia.model.Checkpoint;
import odia.model.LabelChanges;
import odia.screening.Screening;

/** Round after round of training and judging, as the learner does them, without Kafka. */
final class Arena {

  private final Path folder;
  private final Path original;
  private final byte[] base;
  private byte[] champion;
  private int best = -1;

  Arena(Path folder, Path original, byte[] base) {
    this.folder = folder;
    this.original = original;
    this.base = base;
    this.champion = base;
  }

  void champion(byte[] checkpoint) {
    champion = checkpoint;
    best = -1;
  }

  Checkpoint champion() {
    return Checkpoint.fromBytes(champion, "champion");
  }

  byte[] challenger() {
    try {
      return Files.readAllBytes(folder.resolve(ChallengerJob.CHALLENGER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trains beside some checkpoint, whatever the verdict. Returns what was trained. */
  byte[] train(Screening.Result data, LabelChanges changes, byte[] beside) {
    champion = beside;
    train(data, changes);
    return challenger();
  }

  Result round(Screening.Result data, LabelChanges changes) {
    Result result = train(data, changes);
    int before = result.champion().holdOutRight();
    best = Math.max(best, before);
    if (result.promote()) {
      champion = challenger();
      best = Math.max(best, result.challenger().holdOutRight());
    }
    return result;
  }

  private int holdOut(LabelChanges changes) {
    return (int)
        OriginalData.read(original).holdOut().stream()
            .filter(text -> !changes.removed().contains(text.label()))
            .count();
  }

  private Result train(Screening.Result data, LabelChanges changes) {
    try {
      int size = holdOut(changes);
      Map<Integer, Integer> bestRight = best < 0 ? Map.of() : Map.of(size, best);
      ChallengerJob job = new ChallengerJob(7, data.train(), data.heldOut(), changes, bestRight);
      Files.createDirectories(folder);
      for (String old : List.of(ChallengerJob.CHALLENGER, ChallengerJob.RESULT)) {
        Files.deleteIfExists(folder.resolve(old));
      }
      Files.write(folder.resolve(ChallengerJob.BASE), base);
      Files.write(folder.resolve(ChallengerJob.CHAMPION), champion);
      Files.write(folder.resolve(ChallengerJob.JOB), Json.bytes(job));
      new Challenger(folder, line -> {}).run(original);
      byte[] answer = Files.readAllBytes(folder.resolve(ChallengerJob.RESULT));
      return Json.read(answer, Result.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
