package odia.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import odia.event.Topic;
import odia.registry.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Everything that is known of a document, and traces that publish begins. */
class TraceCommandIT {

  @TempDir private static Path folder;
  private static TestRegistry broker;

  @BeforeAll
  static void start() throws Exception {
    broker = new TestRegistry(folder.resolve("broker"));
    Path documents = folder.resolve("d.tsv");
    Files.writeString(documents, "id\ttext\nd1\tଖେଳ\nd2\tଦଳ\n");
    int status =
        new CommandLine(new PublishCommand())
            .execute("--trace", "--bootstrap", broker.bootstrapServers(), documents.toString());
    assertThat(status).isZero();
    broker.put(Topic.LABELS, "d1", "{\"documentId\":\"d1\",\"label\":\"sports\"}".getBytes(UTF_8));
    broker.put(Topic.CORRECTIONS, "d1", "{\"label\":\"politics\",\"by\":\"asha\"}".getBytes(UTF_8));
    broker.put(Topic.EXAMPLES, "d1", null);
    broker.put(Topic.LABELS, "d2", "{\"documentId\":\"d2\",\"label\":\"sports\"}".getBytes(UTF_8));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static List<String> trace(int status, String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, UTF_8));
    try {
      CommandLine command = new CommandLine(new TraceCommand());
      assertThat(command.execute(arguments)).isEqualTo(status);
    } finally {
      System.setOut(before);
    }
    return said.toString(UTF_8).lines().toList();
  }

  @Test
  void everyRecordOfADocumentIsShownInTheOrderOfTime() {
    List<String> lines = trace(0, "--bootstrap", broker.bootstrapServers(), "d1");
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).contains("documents", "ଖେଳ").containsPattern("trace [0-9a-f]{32}");
    assertThat(lines.get(1)).contains("labels", "sports");
    assertThat(lines.get(2)).contains("corrections", "politics", "asha");
    assertThat(lines.get(3)).contains("examples", "withdrawn");
  }

  @Test
  void asJsonItNamesTheTrace() {
    List<String> lines = trace(0, "--json", "--bootstrap", broker.bootstrapServers(), "d2");
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("\"traceId\":\"");
  }

  @Test
  void ofAnUnknownDocumentNothingIsKnown() {
    assertThat(trace(1, "--bootstrap", broker.bootstrapServers(), "d9")).isEmpty();
  }
}
