package odia.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import odia.corpus.LabelledCorpus;
import odia.corpus.LabelledText;
import odia.corpus.TextCorpus;
import odia.lexicon.Lexicon;
import odia.model.Checkpoint;
import odia.training.FineTuneData;
import odia.training.FineTuneSettings;
import odia.training.FineTuner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A language model's body and labelled texts to a classifier. */
@Command(
    name = "finetune",
    mixinStandardHelpOptions = true,
    description =
        "Puts a new classifier head on a checkpoint's body and trains both on labelled texts.",
    footer = {
      "",
      "Labelled files are TSV with the header id<TAB>label<TAB>text.",
      "Example:",
      "  odia finetune --base lm.ckpt --train train.tsv --dev dev.tsv --out model.ckpt"
    })
public final class FinetuneCommand implements Callable<Integer> {

  @Option(
      names = "--base",
      paramLabel = "FILE",
      description = "Checkpoint whose body is used (default: the bundled one).")
  private Path base;

  @Option(
      names = "--train",
      required = true,
      paramLabel = "FILE",
      description = "Labelled texts to learn from.")
  private Path train;

  @Option(
      names = "--related",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "The same labels on texts of related languages (Bengali, Hindi, …), which are read in Odia script.")
  private List<Path> related = List.of();

  @Option(
      names = "--lexicon",
      paramLabel = "FILE",
      description =
          "Words of related languages with the Odia ones, to read --related by (see odia lexicon).")
  private Path lexicon;

  @Option(
      names = "--dev",
      paramLabel = "FILE",
      description = "Labelled texts to calibrate and report on.")
  private Path dev;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the checkpoint goes.")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of everything random (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--from-scratch",
      description =
          "Forget what the base's body learned and keep its vocabulary: the comparison that shows what pretraining is worth.")
  private boolean fromScratch;

  @Option(
      names = "--no-wide",
      description =
          "Leave out the wide half of the head, which needs no pretraining: the network alone.")
  private boolean noWide;

  @Option(
      names = "--no-deep",
      description = "Leave out the network instead: what n-grams alone say, a baseline.")
  private boolean noDeep;

  @Override
  public Integer call() {
    if (noDeep && noWide) {
      throw new WrongUsage("--no-deep and --no-wide together leave no classifier");
    }
    Options.checkWritable(out);
    FineTuneSettings settings =
        FineTuneSettings.defaults(seed, fromScratch).withHalves(!noDeep, !noWide);
    LabelledCorpus learned = LabelledCorpus.read(train);
    System.err.println(train + ": " + learned.summary());
    List<LabelledText> held = dev == null ? List.of() : LabelledCorpus.read(dev).texts();
    checkLabels(learned.texts(), held);
    List<Path> files = new ArrayList<>(List.of(train));
    files.addAll(related);
    Lexicon words = Options.lexicon(lexicon, files);
    if (dev != null) {
      files.add(dev);
    }
    Checkpoint checkpoint =
        new FineTuner(settings, Models.checkpoint(base), System.err::println, done -> {})
            .run(
                new FineTuneData(learned.texts(), relatedTexts(words), held),
                TextCorpus.digests(files));
    Models.save(checkpoint, out);
    System.err.printf("wrote %s, version %s%n", out, checkpoint.version());
    return 0;
  }

  private List<LabelledText> relatedTexts(Lexicon words) {
    return related.stream()
        .flatMap(file -> LabelledCorpus.read(file).texts().stream())
        .map(t -> new LabelledText(t.id(), t.label(), words.odia(t.text())))
        .toList();
  }

  /** Fails now rather than after the training, when it is to be measured. */
  private void checkLabels(List<LabelledText> learned, List<LabelledText> held) {
    Set<String> unknown = labels(held);
    unknown.removeAll(labels(learned));
    if (!unknown.isEmpty()) {
      throw new Failure("%s has labels that %s has not: %s".formatted(dev, train, unknown));
    }
  }

  private static Set<String> labels(List<LabelledText> texts) {
    return texts.stream().map(LabelledText::label).collect(Collectors.toCollection(TreeSet::new));
  }
}
