package odia.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The settings from the environment, with what they are now. */
@Command(
    name = "settings",
    mixinStandardHelpOptions = true,
    description = "Shows every setting, its range and its present value; fails if one is bad.")
public final class SettingsCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    for (Settings.Row row : Settings.ROWS) {
      String value = Settings.value(row, System.getenv());
      System.out.printf(
          "%-24s %s%n%24s %s (%s)%n", row.variable(), value, "", row.meaning(), row.range());
    }
    Settings.from(System.getenv());
    return 0;
  }
}
