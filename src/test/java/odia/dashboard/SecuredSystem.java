package odia.dashboard;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import odia.access.Tokens;
import odia.ops.RoleProcess;
import odia.ops.SecureBroker;

/**
 * Every role a process of its own under a user of its own, on a broker that demands TLS, a password
 * and rights. Users are named after their roles; "desk" is a dashboard whose people may act.
 */
final class SecuredSystem implements AutoCloseable {

  static final String OPERATOR = Tokens.make();

  private static final String[] USERS = {
    "producer",
    "annotator",
    "consumer",
    "classifier",
    "learner",
    "dashboard",
    "operator",
    "desk",
    "administrator",
    "nobody"
  };

  /** Kept, to see why a test failed. */
  private static final Path LOGS = Path.of("target", "secured-system");

  private final Path folder;
  private final SecureBroker broker;
  private final List<RoleProcess> running = new ArrayList<>();
  private final int port;

  SecuredSystem(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(LOGS);
    broker = new SecureBroker(Files.createDirectory(folder.resolve("kafka")), USERS);
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Files.writeString(folder.resolve("tokens"), Tokens.line("olivia", "operator", OPERATOR) + "\n");
    writeOriginal(Files.createDirectory(folder.resolve("original")));
  }

  /** A tenth of the shipped texts, so that a training takes no minutes. */
  private static void writeOriginal(Path original) throws IOException {
    for (String name : List.of("train.tsv", "dev.tsv")) {
      List<String> all = Files.readAllLines(Path.of("src/corpus/sib200-ory", name));
      Files.write(original.resolve(name), all.subList(0, Math.min(all.size(), 71)));
    }
  }

  /** Topics by the one who may do everything, who also grants the rest their rights. */
  void prepare() throws IOException {
    run(SecureBroker.ADMIN, "acls", "apply", "--user", "administrator=User:administrator");
    run("administrator", "topics", "apply");
    Stream<String> own =
        Stream.of(USERS)
            .filter(user -> !List.of("nobody", "desk", "administrator").contains(user))
            .map(user -> user + "=User:" + user);
    Stream<String> desk =
        Stream.of("dashboard", "annotator", "operator").map(role -> role + "=User:desk");
    run(
        "administrator",
        Stream.concat(
                Stream.of("acls", "apply"),
                Stream.concat(own, desk).flatMap(pair -> Stream.of("--user", pair)))
            .toArray(String[]::new));
  }

  /** What a command said, run to its end by a user. */
  String run(String user, String... arguments) throws IOException {
    Path log = LOGS.resolve("%s-%s.log".formatted(user, arguments[0]));
    try (RoleProcess run = new RoleProcess(log, environment(user), arguments)) {
      await().atMost(Duration.ofMinutes(3)).until(() -> !run.isAlive());
      return run.said();
    }
  }

  /** Starts a command that goes on. */
  RoleProcess start(String user, String command) throws IOException {
    Path log = LOGS.resolve("%s-%s.log".formatted(user, command));
    RoleProcess started = new RoleProcess(log, environment(user), command);
    running.add(started);
    return started;
  }

  private Map<String, String> environment(String user) {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    environment.put("ODIA_KAFKA_CONFIG", broker.file(user).toString());
    environment.put("ODIA_STATE_DIR", folder.resolve("state").toString());
    environment.put("ODIA_LEARNER_DIR", folder.resolve("learner").toString());
    environment.put("ODIA_ORIGINAL_DATA", folder.resolve("original").toString());
    environment.put("ODIA_TRAINING_HEAP", "1024");
    environment.put("ODIA_DASHBOARD_ADDRESS", "127.0.0.1:" + port);
    environment.put("ODIA_DASHBOARD_TOKENS", folder.resolve("tokens").toString());
    environment.put("ODIA_LOG_LEVEL", "INFO");
    return environment;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  /** Whatever any process has said. */
  static String allThatWasSaid() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> logs = Files.list(LOGS)) {
      for (Path log : logs.toList()) {
        all.append(Files.readString(log));
      }
    }
    return all.toString();
  }

  @Override
  public void close() {
    running.forEach(RoleProcess::close);
    broker.close();
  }
}
