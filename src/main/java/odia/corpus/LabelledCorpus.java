package odia.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Labelled texts of a TSV file with the header {@code id<TAB>label<TAB>text}; no quoting, no
 * escapes.
 *
 * @param texts in file order, exact duplicates left out
 * @param duplicates lines left out because their text stood there already with the same label
 * @param conflicts texts that stood there with more than one label; they are kept with each of them
 */
public record LabelledCorpus(List<LabelledText> texts, int duplicates, int conflicts) {

  private static final String HEADER = "id\tlabel\ttext";

  public LabelledCorpus {
    texts = List.copyOf(texts);
  }

  /**
   * @throws CorpusException if the file cannot be used, naming file and line
   */
  public static LabelledCorpus read(Path file) {
    Reading reading = new Reading(file);
    TextFile.read(file, reading::line);
    if (reading.texts.isEmpty()) {
      throw new CorpusException(
          file + (reading.lines == 0 ? " is empty" : " has a header but no labelled text"));
    }
    return reading.result();
  }

  /** What has been read of one file. */
  private static final class Reading {
    private final Path file;
    private final List<LabelledText> texts = new ArrayList<>();
    private final Map<String, Set<String>> labelsOf = new HashMap<>();
    private long lines;
    private int duplicates;

    Reading(Path file) {
      this.file = file;
    }

    void line(String line, long number) {
      lines = number;
      if (number == 1) {
        checkHeader(line);
      } else if (!line.isBlank()) {
        add(line.split("\t", -1), number);
      }
    }

    private void checkHeader(String line) {
      if (!line.strip().equalsIgnoreCase(HEADER)) {
        throw new CorpusException(
            file
                + ":1 should be the header \"id<TAB>label<TAB>text\" but is \""
                + (line.length() > 80 ? line.substring(0, 80) + "…" : line).replace("\t", "<TAB>")
                + "\"");
      }
    }

    private void add(String[] cells, long number) {
      if (cells.length != 3) {
        throw new CorpusException(
            "%s:%d has %d tab-separated columns instead of id, label and text"
                .formatted(file, number, cells.length));
      }
      String label = cells[1].strip();
      if (label.isEmpty()) {
        throw new CorpusException(file + ":" + number + " has no label");
      }
      String same = cells[2].strip().replaceAll("\\s+", " ");
      if (!labelsOf.computeIfAbsent(same, text -> new HashSet<>()).add(label)) {
        duplicates++;
        return;
      }
      texts.add(new LabelledText(cells[0].strip(), label, cells[2]));
    }

    private LabelledCorpus result() {
      long conflicts = labelsOf.values().stream().filter(labels -> labels.size() > 1).count();
      return new LabelledCorpus(texts, duplicates, (int) conflicts);
    }
  }

  /** What a user should know of the file, in one line. */
  public String summary() {
    return "%d texts%s%s"
        .formatted(
            texts.size(),
            duplicates == 0 ? "" : ", " + duplicates + " duplicates left out",
            conflicts == 0 ? "" : ", " + conflicts + " texts with more than one label");
  }
}
