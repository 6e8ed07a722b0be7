package odia.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import odia.corpus.LabelledCorpus;
import odia.event.Json;
import odia.training.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How good a classifier is on labelled texts. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Classifies labelled texts with the classifier that serving uses, and counts.",
    footer = {"", "Example:", "  odia evaluate --data test.tsv --json"})
public final class EvaluateCommand implements Callable<Integer> {

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Checkpoint (default: ODIA_MODEL, or the bundled one).")
  private Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "TSV with the header id<TAB>label<TAB>text.")
  private Path data;

  @Option(names = "--json", description = "One JSON object, for machines.")
  private boolean json;

  @Override
  public Integer call() {
    LabelledCorpus corpus = LabelledCorpus.read(data);
    Path file = model == null ? Settings.from(System.getenv()).model() : model;
    Evaluation evaluation = Evaluation.of(Models.classifiers(file).get(), corpus.texts());
    if (json) {
      System.out.println(new String(Json.bytes(evaluation), StandardCharsets.UTF_8));
    } else {
      print(evaluation);
    }
    return 0;
  }

  private static void print(Evaluation evaluation) {
    System.out.println(evaluation.summary());
    System.out.printf(
        "%n%-24s %9s %9s %9s %9s%n", "label", "precision", "recall", "F1", "documents");
    evaluation
        .perLabel()
        .forEach(
            (label, f) ->
                System.out.printf(
                    "%-24s %9.3f %9.3f %9.3f %9d%n",
                    label, f.precision(), f.recall(), f.f1(), f.support()));
  }
}
