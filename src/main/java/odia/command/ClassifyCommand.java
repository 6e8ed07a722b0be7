package odia.command;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import odia.corpus.TextFile;
import odia.event.Json;
import odia.model.Classifier;
import odia.model.Prediction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Labels texts given on the command line or, one a line, on standard input. */
@Command(
    name = "classify",
    mixinStandardHelpOptions = true,
    description = "Labels texts, without Kafka.",
    footer = {
      "",
      "Examples:",
      "  odia classify \"ଭାରତ କ୍ରିକେଟ ଦଳ ଆଜି ବିଶ୍ୱକପ ଜିତିଲା\"",
      "  odia classify --json - < texts.txt        one text a line"
    })
public final class ClassifyCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "TEXT",
      description = "Texts to label; - reads one a line from standard input.")
  private List<String> texts;

  @Option(names = "--json", description = "One JSON object a text, for machines.")
  private boolean json;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Checkpoint (default: ODIA_MODEL, or the bundled one).")
  private Path model;

  @Override
  public Integer call() {
    Path file = model == null ? Settings.from(System.getenv()).model() : model;
    Classifier classifier = Models.classifiers(file).get();
    for (String text : texts) {
      if (text.equals("-")) {
        // Not a plain reader: bytes that are no text would be labelled too.
        TextFile.read(System.in, "standard input", (line, number) -> print(classifier, line));
      } else {
        print(classifier, text);
      }
    }
    return 0;
  }

  private void print(Classifier classifier, String text) {
    Prediction prediction = classifier.classify(text);
    if (json) {
      System.out.println(
          new String(Json.bytes(asMap(classifier, prediction)), StandardCharsets.UTF_8));
    } else {
      table(System.out, prediction);
    }
    if (prediction.odiaShare() == 0) {
      System.err.println("odia: the text has no Odia letter, so this label means nothing");
    }
  }

  private static Map<String, Object> asMap(Classifier classifier, Prediction prediction) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("label", prediction.label());
    map.put("confidence", prediction.confidence());
    map.put("probabilities", prediction.probabilities());
    map.put("words", prediction.words());
    map.put("truncated", prediction.truncated());
    map.put("odiaShare", prediction.odiaShare());
    map.put("modelVersion", classifier.modelVersion());
    return map;
  }

  private static void table(PrintStream out, Prediction prediction) {
    int width =
        prediction.probabilities().keySet().stream().mapToInt(String::length).max().orElse(0);
    prediction.probabilities().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(entry -> out.println(row(entry, width, prediction.label())));
  }

  private static String row(Map.Entry<String, Double> entry, int width, String first) {
    String bar = "█".repeat((int) Math.round(entry.getValue() * 30));
    String mark = entry.getKey().equals(first) ? "▶" : " ";
    String name = entry.getKey() + " ".repeat(width - entry.getKey().length());
    return "%s %s  %5.1f %%  %s".formatted(mark, name, 100 * entry.getValue(), bar);
  }
}
