package odia.feedback;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import odia.corpus.CorpusException;
import odia.corpus.LabelledCorpus;
import odia.corpus.LabelledText;
import odia.corpus.TextCorpus;
import odia.lexicon.Lexicon;

/**
 * The labelled texts behind the first model, which every challenger learns from again: a folder
 * with {@code train.tsv}, {@code dev.tsv} to calibrate by and, if wanted, {@code holdout.tsv},
 * {@code related/*.tsv} and {@code lexicon.tsv.gz}.
 *
 * @param train Odia texts
 * @param related texts of related languages, read in Odia
 * @param dev texts to calibrate by
 * @param holdOut the trusted hold-out: the texts of dev.tsv and holdout.tsv
 * @param digests of the files by name
 */
record OriginalData(
    List<LabelledText> train,
    List<LabelledText> related,
    List<LabelledText> dev,
    List<LabelledText> holdOut,
    Map<String, String> digests) {

  private static final String SIB = "/corpus/sib200-";
  private static final List<String> RELATED =
      List.of(
          "asm", "awa", "ben", "bho", "guj", "hin", "hne", "mag", "mai", "mar", "nep", "pan",
          "san");

  /**
   * @throws CorpusException if a file is missing or cannot be used, naming it
   */
  static OriginalData read(Path folder) {
    List<Path> files = new ArrayList<>(List.of(folder.resolve("train.tsv")));
    List<LabelledText> train = LabelledCorpus.read(files.get(0)).texts();
    Path dev = folder.resolve("dev.tsv");
    files.add(dev);
    List<LabelledText> devTexts = LabelledCorpus.read(dev).texts();
    List<LabelledText> holdOut = new ArrayList<>(devTexts);
    Path more = folder.resolve("holdout.tsv");
    if (Files.exists(more)) {
      files.add(more);
      holdOut.addAll(LabelledCorpus.read(more).texts());
    }
    List<LabelledText> related = related(folder, files);
    return new OriginalData(train, related, devTexts, holdOut, TextCorpus.digests(files));
  }

  /** Texts that a training learns from, those of related languages among them. */
  int size() {
    return train.size() + related.size();
  }

  /** How many texts have each label, in alphabetical order. */
  static Map<String, Integer> byLabel(List<LabelledText> texts) {
    Map<String, Integer> counts = new TreeMap<>();
    texts.forEach(text -> counts.merge(text.label(), 1, Integer::sum));
    return counts;
  }

  private static List<LabelledText> related(Path folder, List<Path> files) {
    Path relatedFolder = folder.resolve("related");
    if (!Files.isDirectory(relatedFolder)) {
      return List.of();
    }
    Path lexicon = folder.resolve("lexicon.tsv.gz");
    Lexicon words = Lexicon.NONE;
    if (Files.exists(lexicon)) {
      files.add(lexicon);
      words = Lexicon.read(lexicon);
    }
    return related(relatedFolder, words, files);
  }

  private static List<LabelledText> related(Path relatedFolder, Lexicon words, List<Path> files) {
    try (Stream<Path> listed = Files.list(relatedFolder)) {
      List<Path> sorted = listed.filter(f -> f.toString().endsWith(".tsv")).sorted().toList();
      files.addAll(sorted);
      return sorted.stream()
          .flatMap(file -> LabelledCorpus.read(file).texts().stream())
          .map(t -> new LabelledText(t.id(), t.label(), words.odia(t.text())))
          .toList();
    } catch (IOException e) {
      throw new CorpusException(relatedFolder + " cannot be read: " + e, e);
    }
  }

  /** Writes what the program ships, SIB-200, as such a folder. */
  static void writeBundled(Path folder) {
    try {
      Files.createDirectories(folder.resolve("related"));
      copy(SIB + "ory/train.tsv", folder.resolve("train.tsv"));
      copy(SIB + "ory/dev.tsv", folder.resolve("dev.tsv"));
      copy(SIB + "ory/test.tsv", folder.resolve("holdout.tsv"));
      copy("/corpus/lexicon.tsv.gz", folder.resolve("lexicon.tsv.gz"));
      for (String language : RELATED) {
        String name = language + ".tsv";
        copy(SIB + "related/" + name, folder.resolve("related").resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The labelled texts cannot be written to " + folder, e);
    }
  }

  private static void copy(String resource, Path file) throws IOException {
    try (InputStream in = OriginalData.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The program lacks its " + resource);
      }
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
