package odia.feedback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import odia.corpus.LabelledText;
import odia.corpus.TextCorpus;
import odia.event.Example;
import odia.feedback.ChallengerJob.Result;
import odia.model.Checkpoint;
import odia.model.Classifier;
import odia.model.LabelChanges;
import odia.screening.Screening;
import odia.screening.ScreeningRules;
import odia.screening.TrustedTexts;

/**
 * What wrong labels do to the bundled recipe: one hostile annotator sends 500, on sentences nobody
 * else speaks of, so that the cap and the gate are all there is against them.
 */
final class PoisonBenchmark {

  private static final int DAY_ONE = 100;
  private static final int ALL = 500;
  private static final int HONEST = 150;
  private static final int NO_CAP = 1_000_000;
  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  private final Path folder;
  private final byte[] base;
  private final Random random = new Random(7);

  private PoisonBenchmark(Path folder, byte[] base) {
    this.folder = folder;
    this.base = base;
  }

  /** Arguments: a folder to work in, a checkpoint, and files of sentences without labels. */
  public static void main(String[] args) throws IOException {
    List<Path> text = Stream.of(args).skip(2).map(Path::of).toList();
    new PoisonBenchmark(Path.of(args[0]), Files.readAllBytes(Path.of(args[1]))).run(text);
  }

  private void run(List<Path> text) throws IOException {
    Path original = folder.resolve("original");
    OriginalData.writeBundled(original);
    List<String> sentences = sentences(text);
    List<Example> poison = poison(sentences, null);
    Arena capped = new Arena(folder.resolve("capped"), original, base);
    say("cap 100, day 1, 100 sent", capped, screened(original, 100, poison.subList(0, DAY_ONE)));
    say("cap 100, day 2, 400 sent", capped, screened(original, 100, poison));
    Arena free = new Arena(folder.resolve("free"), original, base);
    say("no cap, 500 sent", free, screened(original, NO_CAP, poison));
    String smallest = smallestLabel(OriginalData.read(original).train());
    Arena aimed = new Arena(folder.resolve("aimed"), original, base);
    List<Example> aimedPoison = poison(sentences, smallest);
    say("no cap, 500 to " + smallest, aimed, screened(original, NO_CAP, aimedPoison));
    honest(poison.subList(0, DAY_ONE));
  }

  /** Whether poison keeps honest corrections out: the original texts lack what these teach. */
  private void honest(List<Example> poison) throws IOException {
    Path original = folder.resolve("fewer");
    OriginalData.writeBundled(original);
    List<LabelledText> texts = new ArrayList<>(OriginalData.read(original).train());
    Collections.shuffle(texts, random);
    List<Example> honest = new ArrayList<>();
    for (LabelledText text : texts.subList(0, HONEST)) {
      String by = "honest-" + honest.size() % 3;
      honest.add(example(text.id(), text.text(), text.label(), by, honest.size()));
    }
    write(original.resolve("train.tsv"), texts.subList(HONEST, texts.size()));
    Arena arena = new Arena(folder.resolve("honest"), original, base);
    say("150 texts fewer, no corrections", arena, screened(original, 100, List.of()));
    byte[] fewer = arena.challenger();
    arena.champion(fewer);
    say("and 150 honest corrections", arena, screened(original, 100, honest));
    arena.champion(fewer);
    honest.addAll(poison);
    say("and 100 wrong ones beside them", arena, screened(original, 100, honest));
  }

  private static void write(Path file, List<LabelledText> texts) throws IOException {
    List<String> lines = new ArrayList<>(List.of("id\tlabel\ttext"));
    texts.forEach(t -> lines.add(t.id() + '\t' + t.label() + '\t' + t.text()));
    Files.write(file, lines);
  }

  private List<String> sentences(List<Path> files) {
    List<String> lines = new ArrayList<>();
    new TextCorpus(files).forEachLine(lines::add);
    lines.removeIf(line -> line.split(" ").length < 8 || line.split(" ").length > 40);
    Collections.shuffle(lines, random);
    return lines.stream().distinct().limit(ALL).toList();
  }

  /** The label is given, or else any but the one that the model gives. */
  private List<Example> poison(List<String> sentences, String label) {
    List<Example> examples = new ArrayList<>();
    try (Classifier classifier = Checkpoint.fromBytes(base, "base").classifier()) {
      for (String sentence : sentences) {
        List<String> wrong = new ArrayList<>(classifier.labels().names());
        wrong.remove(classifier.classify(sentence).label());
        String given = label == null ? wrong.get(random.nextInt(wrong.size())) : label;
        int n = examples.size();
        int minute = n < DAY_ONE ? n : n + 24 * 60;
        examples.add(example("p" + n, sentence, given, "hostile", minute));
      }
    }
    return examples;
  }

  private static Example example(String id, String text, String label, String by, int minute) {
    Instant at = START.plus(Duration.ofMinutes(minute));
    return new Example(id, text, label, by, at, at, null, null, List.of());
  }

  private static String smallestLabel(List<LabelledText> texts) {
    Map<String, Integer> counts = new HashMap<>();
    texts.forEach(text -> counts.merge(text.label(), 1, Integer::sum));
    return Collections.min(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  private static Screening.Result screened(Path original, int cap, List<Example> examples) {
    OriginalData data = OriginalData.read(original);
    ScreeningRules rules = new ScreeningRules(cap, Duration.ofDays(1), 15, 0.2, Set.of());
    TrustedTexts trusted = new TrustedTexts(data.train(), data.holdOut(), LabelChanges.NONE);
    return new Screening(rules, LabelChanges.NONE, trusted)
        .of(examples.stream().sorted(Comparator.comparing(Example::receivedAt)).toList());
  }

  private static void say(String what, Arena arena, Screening.Result data) {
    long start = System.nanoTime();
    Result result = arena.round(data, LabelChanges.NONE);
    System.out.printf(
        "%-34s trained on %3d, held out %3d, set aside %s, %s%n",
        what, data.train().size(), data.heldOut().size(), data.setAside(), data.annotators());
    System.out.printf(
        "%-34s challenger %.1f %%, champion %.1f %%, %s: %s; %d s%n",
        "",
        100 * result.challenger().accuracy(),
        100 * result.champion().accuracy(),
        result.promote() ? "PROMOTED" : "refused",
        result.reason(),
        (System.nanoTime() - start) / 1_000_000_000L);
  }
}
