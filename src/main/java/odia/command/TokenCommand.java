package odia.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import odia.access.AccessException;
import odia.access.Tokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a person into the dashboard. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a token that opens the dashboard, and prints it once; the file gets its SHA-256 alone.",
      "Name the file in ODIA_DASHBOARD_TOKENS, and start the dashboard again. To lock somebody out, remove their line."
    },
    footer = {"", "Example:", "  odia token asha annotator --file tokens.txt"})
public final class TokenCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "Of the person, as corrections will name them.")
  private String name;

  @Parameters(index = "1", paramLabel = "ROLE", description = "viewer, annotator or operator.")
  private String role;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "To add the line to (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("tokens.txt");

  /** Editors may leave the last line without its end. */
  private boolean endsInALine() throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return true;
    }
    byte[] content = Files.readAllBytes(file);
    return content[content.length - 1] == '\n';
  }

  @Override
  public Integer call() {
    String token = Tokens.make();
    String line;
    try {
      line = Tokens.line(name, role, token);
    } catch (AccessException e) {
      throw new WrongUsage(e.getMessage());
    }
    try {
      Files.write(
          file,
          ((endsInALine() ? "" : "\n") + line + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new Failure(file + " cannot be written: " + e.getMessage());
    }
    System.out.println(token);
    System.err.printf(
        "odia: %s may enter as %s with this token; its line is in %s%n", name, role, file);
    return 0;
  }
}
