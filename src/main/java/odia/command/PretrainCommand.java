package odia.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import odia.corpus.TextCorpus;
import odia.lexicon.Lexicon;
import odia.model.Checkpoint;
import odia.training.PretrainSettings;
import odia.training.Pretrainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Raw text to a language model. */
@Command(
    name = "pretrain",
    mixinStandardHelpOptions = true,
    description = {
      "Learns Odia from raw text: skip-gram warms up the n-gram table, then the whole body learns to predict the next word.",
      "Stopped and started again with the same options, it goes on where it was."
    },
    footer = {
      "",
      "A corpus file is UTF-8 text, gzipped or not, a sentence or paragraph a line;",
      "or a MediaWiki dump (*-pages-articles.xml.bz2, *.xml), whose prose is taken.",
      "Example:",
      "  odia pretrain --corpus src/corpus/unlabelled/wikipedia-*.txt.gz --out lm.ckpt"
    })
public final class PretrainCommand implements Callable<Integer> {

  @Option(
      names = "--corpus",
      arity = "1..*",
      required = true,
      paramLabel = "FILE",
      description = "Text to learn from.")
  private List<Path> corpus;

  @Option(
      names = "--related",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Text of related languages (Bengali, Assamese, Hindi, …), read in Odia script by the warm start.")
  private List<Path> related = List.of();

  @Option(
      names = "--lexicon",
      paramLabel = "FILE",
      description =
          "Words of related languages with the Odia ones, to read --related by (see odia lexicon).")
  private Path lexicon;

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
      names = "--skip-gram-epochs",
      paramLabel = "N",
      description = "Passes of the warm start (default: the recipe's).")
  private Integer skipGramEpochs;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes of the language model; 0 leaves it out (default: the recipe's).")
  private Integer epochs;

  @Override
  public Integer call() throws IOException {
    Options.atLeast(0, "--skip-gram-epochs", skipGramEpochs);
    Options.atLeast(0, "--epochs", epochs);
    PretrainSettings settings = PretrainSettings.defaults(seed).withEpochs(skipGramEpochs, epochs);
    Options.checkWritable(out);
    TextCorpus odia = new TextCorpus(corpus);
    TextCorpus others = new TextCorpus(related);
    List<Path> files = new ArrayList<>(corpus);
    files.addAll(related);
    Lexicon words = Options.lexicon(lexicon, files);
    System.err.println("settings: " + settings.asMap());
    Checkpoint checkpoint =
        new Pretrainer(
                settings,
                odia::forEachLine,
                sink -> others.forEachLine(line -> sink.accept(words.odia(line))),
                System.err::println)
            .run(TextCorpus.digests(files), Path.of(out + ".state"));
    Models.save(checkpoint, out);
    System.err.printf("wrote %s, version %s%n", out, checkpoint.version());
    return 0;
  }
}
