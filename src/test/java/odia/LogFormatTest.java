package odia;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import odia.event.Json;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** How a process logs, by its environment. */
class LogFormatTest {

  /** Argument: what the environment says. */
  public static void main(String[] args) {
    Main.chooseLogFormat(args[0]);
    MDC.put("document", "news-17");
    LoggerFactory.getLogger("odia.stream").error("ଦଳ \"x\"\n2", new IllegalStateException("bad"));
  }

  private static String said(String format) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                LogFormatTest.class.getName(),
                format)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }

  @Test
  void asJsonEachLineIsAnObjectThatNamesItsDocument() throws Exception {
    String said = said("json");
    assertThat(said.lines()).hasSize(1);
    JsonNode line = Json.read(said.getBytes(UTF_8));
    assertThat(line.path("mdc").path("document").asText()).isEqualTo("news-17");
    assertThat(line.path("formattedMessage").asText()).isEqualTo("ଦଳ \"x\"\n2");
    assertThat(line.path("level").asText()).isEqualTo("ERROR");
    assertThat(line.path("throwable").path("message").asText()).isEqualTo("bad");
  }

  @Test
  void asTextALineIsForPeople() throws Exception {
    assertThat(said("").lines().findFirst().orElseThrow()).matches("..:..:.. ERROR stream: ଦଳ.*");
  }
}
