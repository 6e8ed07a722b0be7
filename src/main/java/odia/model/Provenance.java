package odia.model;

import java.util.Map;
import java.util.TreeMap;

/**
 * What made a checkpoint: enough to make it again.
 *
 * @param command the command that made it, e.g. {@code finetune}
 * @param settings every setting with its value, the seed among them
 * @param data each data file by its role, with digest and counts
 * @param parent version of the checkpoint it started from, or "none"
 * @param machine JVM, operating system and cores
 * @param madeAt time it was made, ISO 8601
 */
public record Provenance(
    String command,
    Map<String, String> settings,
    Map<String, String> data,
    String parent,
    String machine,
    String madeAt) {

  public Provenance {
    Manifest.present("provenance's settings", settings);
    Manifest.present("provenance's data", data);
    settings = new TreeMap<>(settings);
    data = new TreeMap<>(data);
  }

  /** The machine this runs on, in one line. */
  public static String thisMachine() {
    return "Java %s, %s %s, %d cores"
        .formatted(
            System.getProperty("java.version"),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors());
  }
}
