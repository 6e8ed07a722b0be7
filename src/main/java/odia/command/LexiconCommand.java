package odia.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import odia.corpus.OdiaScript;
import odia.corpus.TextFile;
import odia.lexicon.Lexicon;
import odia.lexicon.LexiconBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sentences and their translations to a lexicon. */
@Command(
    name = "lexicon",
    mixinStandardHelpOptions = true,
    description =
        "Learns which Odia word is meant by a word of a related language, from translated sentences.",
    footer = {
      "",
      "All files hold the same sentences in the same order, one a line; some may be missing.",
      "Example:",
      "  odia lexicon --odia src/corpus/unlabelled/wikipedia-sentences.txt.gz \\",
      "    --translations src/corpus/related/*/wikipedia-sentences-translated.txt.gz \\",
      "    --out lexicon.tsv.gz"
    })
public final class LexiconCommand implements Callable<Integer> {

  @Option(names = "--odia", required = true, paramLabel = "FILE", description = "Odia sentences.")
  private Path odia;

  @Option(
      names = "--translations",
      arity = "1..*",
      required = true,
      paramLabel = "FILE",
      description = "The same in a related language (Bengali, Hindi, …), a file a language.")
  private List<Path> translations;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the lexicon goes, gzipped.")
  private Path out;

  @Override
  public Integer call() {
    Options.checkWritable(out);
    LexiconBuilder builder = new LexiconBuilder(lines(odia));
    for (Path file : translations) {
      List<String> sentences = lines(file).stream().map(OdiaScript::of).toList();
      int pairs = builder.add(sentences);
      System.err.printf("%s: %,d of %,d sentences paired%n", file, pairs, sentences.size());
    }
    Lexicon lexicon = builder.build();
    if (lexicon.words().isEmpty()) {
      throw new Failure(
          "No word was learned from %s and %s; they need the same sentences in the same order, one a line"
              .formatted(odia, translations));
    }
    write(lexicon);
    System.err.printf("wrote %s, %,d words%n", out, lexicon.words().size());
    return 0;
  }

  private void write(Lexicon lexicon) {
    try {
      lexicon.write(out);
    } catch (IOException e) {
      throw new Failure("The lexicon " + out + " cannot be written: " + e, e);
    }
  }

  private static List<String> lines(Path file) {
    List<String> lines = new ArrayList<>();
    TextFile.read(file, (line, number) -> lines.add(line));
    return lines;
  }
}
