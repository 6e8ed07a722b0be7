package odia.feedback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import odia.corpus.LabelledText;
import odia.event.Example;
import odia.event.Example.Opinion;
import odia.model.LabelChanges;
import odia.screening.Screening;
import odia.screening.ScreeningRules;
import odia.screening.TrustedTexts;
import odia.training.ToyCorpus;

/** Original texts of the toy language in a folder, and people who correct. */
record ToyWorld(Path folder) {

  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  static final int MINUTES_A_DAY = 24 * 60;
  private static final String[] MONEY = {"ବଜାର", "ଟଙ୍କା", "ଶେୟାର", "ଋଣ", "ସୁଧ", "ବଜେଟ", "କର"};

  /** A hundred hold-out texts, so that one of them is one point. */
  static ToyWorld in(Path folder, int train) throws IOException {
    Files.createDirectories(folder);
    write(folder.resolve("train.tsv"), ToyCorpus.labelled(train, 11));
    write(folder.resolve("dev.tsv"), ToyCorpus.labelled(50, 12));
    write(folder.resolve("holdout.tsv"), ToyCorpus.labelled(50, 13));
    return new ToyWorld(folder);
  }

  private static void write(Path file, List<LabelledText> texts) throws IOException {
    List<String> lines = new ArrayList<>(List.of("id\tlabel\ttext"));
    texts.forEach(t -> lines.add(t.id() + '\t' + t.label() + '\t' + t.text()));
    Files.write(file, lines);
  }

  Screening.Result screened(ScreeningRules rules, LabelChanges changes, List<Example> examples) {
    OriginalData data = OriginalData.read(folder);
    TrustedTexts trusted = new TrustedTexts(data.train(), data.holdOut(), changes);
    return new Screening(rules, changes, trusted).of(examples);
  }

  static ScreeningRules rules(String... blocked) {
    return new ScreeningRules(100, Duration.ofDays(1), 15, 0.2, Set.of(blocked));
  }

  static Example example(LabelledText text, String label, String by, int minute, Opinion... o) {
    Instant at = START.plus(Duration.ofMinutes(minute));
    String id = by + "-" + minute;
    return new Example(id, text.text(), label, by, at, at, null, null, List.of(o));
  }

  /** Right labels, two people in turn. */
  static List<Example> honest(int count, long seed) {
    List<Example> examples = new ArrayList<>();
    for (LabelledText text : ToyCorpus.labelled(count, seed)) {
      int n = examples.size();
      examples.add(example(text, text.label(), n % 2 == 0 ? "asha" : "bina", n));
    }
    return examples;
  }

  /** Sentences about money, which the original texts know nothing of. */
  static List<Example> money(String label, int count) {
    Random random = new Random(5);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> words = new ArrayList<>();
      for (int word = 0; word < 6; word++) {
        words.add(MONEY[random.nextInt(MONEY.length)]);
      }
      LabelledText text = new LabelledText("", label, String.join(" ", words));
      examples.add(example(text, label, "asha", 2_000 + i));
    }
    return examples;
  }
}
