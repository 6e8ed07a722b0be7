package odia;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import odia.command.Failure;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The one program of odia-stream: picks a command and gives its exit status to the shell. */
@Command(
    name = "odia",
    mixinStandardHelpOptions = true,
    version = "odia-stream 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = "Classifies a stream of Odia documents, and learns to do it better.",
    footer = {"", "Exit status: 0 done, 1 failed, 2 wrong usage."},
    subcommands = {})
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    // Odia has to leave the program as UTF-8 whatever the machine's locale says.
    System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    System.exit(run(args));
  }

  static int run(String... args) {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler((e, command, parsed) -> report(e, command))
        .execute(args);
  }

  private static int report(Exception e, CommandLine command) {
    if (e instanceof Failure) {
      command.getErr().println("odia: " + e.getMessage());
    } else {
      LoggerFactory.getLogger(Main.class).error("This is a bug in odia-stream", e);
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
