package odia.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Tab-separated lines under a header; the order of the columns is free. */
final class Columns {

  private final List<String> needed;
  private List<String> header;

  /**
   * @param needed columns that the header must have, in lower case
   */
  Columns(String... needed) {
    this.needed = List.of(needed);
  }

  /**
   * Takes the first line for the header.
   *
   * @return whether this line was it
   * @throws Failure if a column is missing
   */
  boolean isHeader(String line) {
    if (header != null) {
      return false;
    }
    header = cells(line).stream().map(c -> c.strip().toLowerCase(Locale.ROOT)).toList();
    for (String column : needed) {
      if (!header.contains(column)) {
        throw new Failure(
            "The first line must be a header with a column \"%s\", but is: %s"
                .formatted(column, Lines.clean(line)));
      }
    }
    return true;
  }

  /** What is wrong with a line; null where nothing is. */
  String complaint(String line) {
    int count = cells(line).size();
    return count == header.size()
        ? null
        : "has %d columns instead of %d".formatted(count, header.size());
  }

  /** The cells of a line that is right, by column. */
  Map<String, String> row(String line) {
    List<String> cells = cells(line);
    Map<String, String> row = new TreeMap<>();
    for (int i = 0; i < header.size(); i++) {
      row.putIfAbsent(header.get(i), cells.get(i));
    }
    return row;
  }

  private static List<String> cells(String line) {
    return List.of(line.split("\t", -1));
  }
}
