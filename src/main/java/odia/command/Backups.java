package odia.command;

import java.util.Map;
import odia.backup.Closing;

/** What the commands about backups say. */
final class Backups {

  private Backups() {}

  static void print(Closing closing) {
    closing
        .topics()
        .forEach(
            (topic, sum) ->
                System.out.printf(
                    "%-16s %,9d records (%,d tombstones), %,d bytes%n",
                    topic, sum.records(), sum.tombstones(), sum.bytes()));
    System.out.printf("%-16s %,9d whole%n", "models", closing.models().size());
  }

  static void warn(Map<String, String> damaged) {
    damaged.forEach(
        (version, what) ->
            System.err.printf(
                "odia: model %s cannot be used: %s%n", Lines.clean(version), Lines.clean(what)));
  }
}
