package odia.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import odia.corpus.LabelledCorpus;
import odia.corpus.LabelledText;
import odia.evaluation.Evaluation;
import odia.evaluation.HtmlReport;
import odia.evaluation.McNemar;
import odia.evaluation.Scored;
import odia.event.Json;
import odia.model.Classifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How good a classifier is on labelled texts. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Classifies labelled texts with the classifier that serving uses, and counts.",
    footer = {
      "",
      "Example:",
      "  odia evaluate --data test.tsv --json",
      "  odia evaluate --model new.ckpt --against old.ckpt --data test.tsv --report report.html"
    })
public final class EvaluateCommand implements Callable<Integer> {

  /** A difference that luck makes less often than this is called one. */
  private static final double LUCK = 0.05;

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

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "Another checkpoint: is the difference more than luck?")
  private Path against;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a page to look at: confusion, reliability, mistakes.")
  private Path report;

  /** What is printed as JSON; without another checkpoint there is no comparison. */
  private record Result(@JsonUnwrapped Evaluation evaluation, Against against) {}

  private record Against(
      String modelVersion, double accuracy, int onlyThisRight, int onlyOtherRight, double p) {}

  @Override
  public Integer call() throws IOException {
    if (report != null) {
      Options.checkWritable(report);
    }
    List<LabelledText> texts = LabelledCorpus.read(data).texts();
    Path file = model == null ? Settings.from(System.getenv()).model() : model;
    Classifier classifier = Models.classifiers(file).get();
    List<Scored> scored = Scored.all(classifier, texts);
    Evaluation evaluation = Evaluation.of(classifier.labels(), classifier.modelVersion(), scored);
    Against other = against == null ? null : compare(scored, texts);
    if (json) {
      Result result = new Result(evaluation, other);
      System.out.println(new String(Json.bytes(result), StandardCharsets.UTF_8));
    } else {
      print(evaluation, other);
    }
    if (report != null) {
      Files.writeString(report, HtmlReport.of(evaluation, scored, about(evaluation, other)));
      System.err.println("wrote " + report);
    }
    return 0;
  }

  private Against compare(List<Scored> scored, List<LabelledText> texts) {
    Classifier other = Models.classifiers(against).get();
    List<Scored> others = Scored.all(other, texts);
    McNemar test = McNemar.of(scored, others);
    double right = others.stream().filter(Scored::right).count();
    return new Against(
        other.modelVersion(), right / others.size(), test.onlyFirst(), test.onlySecond(), test.p());
  }

  private Map<String, String> about(Evaluation evaluation, Against other) {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("model", evaluation.modelVersion());
    about.put("texts", data.getFileName().toString());
    if (other != null) {
      about.put("compared with", words(other));
    }
    return about;
  }

  private static String words(Against other) {
    return "%s, accuracy %.3f; only this one right: %d, only the other: %d; McNemar's p %.3f%s"
        .formatted(
            other.modelVersion,
            other.accuracy,
            other.onlyThisRight,
            other.onlyOtherRight,
            other.p,
            other.p < LUCK ? "" : ", so it may be luck");
  }

  private static void print(Evaluation evaluation, Against other) {
    System.out.println(evaluation.summary());
    if (other != null) {
      System.out.println("compared with " + words(other));
    }
    System.out.printf(
        "%n%-24s %9s %9s %9s %9s%n", "label", "precision", "recall", "F1", "documents");
    evaluation
        .perLabel()
        .forEach(
            (label, f) ->
                System.out.printf(
                    "%-24s %9.3f %9.3f %9.3f %9d%n",
                    label, f.precision(), f.recall(), f.f1(), f.support()));
    System.out.printf(
        "%n%-24s %16s %9s%n", "labelled without a look", "least confidence", "accuracy");
    evaluation
        .coverage()
        .forEach(
            c ->
                System.out.printf(
                    "%-24s %16.3f %9.3f%n",
                    Math.round(100 * c.share()) + " %", c.confidence(), c.accuracy()));
  }
}
