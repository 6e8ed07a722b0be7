package odia.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import odia.event.Json;

/** Where the lines of the history stand now, by where they stood. For one thread. */
final class NewOffsets {

  private static final String COVERS = "covers";

  private final TreeMap<Long, Long> offsets = new TreeMap<>();

  void put(long before, long now) {
    offsets.put(before, now);
  }

  /**
   * A verdict covers the requests of the log below an offset: below another one, now. All else of
   * it stays as it is, and so does a line that is no verdict, to the byte.
   */
  SavedRecord moved(SavedRecord line) {
    JsonNode json = Json.read(line.value());
    if (!(json instanceof ObjectNode verdict) || !verdict.path(COVERS).canConvertToLong()) {
      return line;
    }
    var last = offsets.lowerEntry(verdict.get(COVERS).longValue());
    verdict.put(COVERS, last == null ? 0 : last.getValue() + 1);
    return line.withValue(Json.bytes(verdict));
  }
}
