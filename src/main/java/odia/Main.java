package odia;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import odia.access.AccessException;
import odia.backup.BackupException;
import odia.command.AclsCommand;
import odia.command.BenchmarkLoopCommand;
import odia.command.BenchmarkStreamCommand;
import odia.command.BenchmarkSwapsCommand;
import odia.command.ChallengerCommand;
import odia.command.ClassifierCommand;
import odia.command.ClassifyCommand;
import odia.command.CorrectCommand;
import odia.command.DashboardCommand;
import odia.command.EvaluateCommand;
import odia.command.ExportCommand;
import odia.command.Failure;
import odia.command.FinetuneCommand;
import odia.command.ImportCommand;
import odia.command.LearnerCommand;
import odia.command.LexiconCommand;
import odia.command.ModelsCommand;
import odia.command.PretrainCommand;
import odia.command.PublishCommand;
import odia.command.RedriveCommand;
import odia.command.SettingsCommand;
import odia.command.TokenCommand;
import odia.command.TopicsCommand;
import odia.command.TraceCommand;
import odia.command.TransactionsCommand;
import odia.command.UpCommand;
import odia.command.VerifyCommand;
import odia.command.WatchCommand;
import odia.command.WrongUsage;
import odia.corpus.CorpusException;
import odia.evaluation.EvaluationException;
import odia.model.CheckpointException;
import odia.ops.OpsException;
import odia.ops.Refusal;
import odia.registry.RegistryException;
import odia.training.TrainingException;
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
    subcommands = {
      UpCommand.class,
      ClassifyCommand.class,
      ClassifierCommand.class,
      LearnerCommand.class,
      DashboardCommand.class,
      TokenCommand.class,
      RedriveCommand.class,
      TransactionsCommand.class,
      ModelsCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      VerifyCommand.class,
      PublishCommand.class,
      CorrectCommand.class,
      WatchCommand.class,
      TraceCommand.class,
      TopicsCommand.class,
      AclsCommand.class,
      LexiconCommand.class,
      PretrainCommand.class,
      FinetuneCommand.class,
      EvaluateCommand.class,
      BenchmarkStreamCommand.class,
      BenchmarkSwapsCommand.class,
      BenchmarkLoopCommand.class,
      SettingsCommand.class,
      ChallengerCommand.class,
    })
public final class Main {

  /** What a user can mend: the message is all they need to see. */
  private static final List<Class<? extends Exception>> MENDABLE =
      List.of(
          Failure.class,
          AccessException.class,
          BackupException.class,
          CheckpointException.class,
          CorpusException.class,
          EvaluationException.class,
          OpsException.class,
          RegistryException.class,
          TrainingException.class);

  private Main() {}

  public static void main(String[] args) {
    chooseLogFormat(System.getenv("ODIA_LOG_FORMAT"));
    // Odia has to leave the program as UTF-8 whatever the machine's locale says.
    System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    System.exit(run(args));
  }

  /** Before the first line is logged; a value that is none is refused with the other settings. */
  static void chooseLogFormat(String wanted) {
    boolean json = wanted != null && wanted.strip().equals("json");
    System.setProperty("odia.log.format", json ? "json" : "text");
  }

  static int run(String... args) {
    // In some languages, such as Bengali, Java prints numbers in digits that Kafka cannot read.
    Locale.setDefault(Locale.ROOT);
    return commandLine()
        .setExecutionExceptionHandler((e, command, parsed) -> report(e, command))
        .execute(args);
  }

  /** Every command with its options, not yet run. */
  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  private static int report(Exception e, CommandLine command) {
    if (e instanceof WrongUsage) {
      command.getErr().println("odia: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    if (MENDABLE.stream().anyMatch(type -> type.isInstance(e))) {
      command.getErr().println("odia: " + e.getMessage());
    } else if (Refusal.of(e) != null) {
      command.getErr().println("odia: " + Refusal.of(e));
    } else if (Refusal.isKafkas(e)) {
      command.getErr().println("odia: Kafka: " + e.getMessage());
    } else {
      LoggerFactory.getLogger(Main.class).error("This is a bug in odia-stream", e);
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
