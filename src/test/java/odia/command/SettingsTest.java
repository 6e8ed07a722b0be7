package odia.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import odia.model.LabelChanges;
import odia.stream.StreamSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @Test
  void defaultsAreWhatTheTableSays() {
    Settings settings = Settings.from(Map.of());

    assertThat(settings.bootstrapServers()).isEqualTo("127.0.0.1:9092");
    assertThat(settings.applicationId()).isEqualTo("odia-classifier");
    assertThat(settings.streamThreads()).isEqualTo(2);
    assertThat(settings.commitInterval()).isEqualTo(Duration.ofMillis(100));
    assertThat(settings.dataDirectory()).isEqualTo(Path.of("data"));
    assertThat(settings.port()).isEqualTo(9092);
    assertThat(settings.model()).isNull();
    assertThat(settings.kafkaClient()).isEmpty();
    assertThat(settings.corrections()).isEqualTo(StreamSettings.Corrections.STANDARD);
  }

  @Test
  void everyVariableIsRead(@TempDir Path folder) throws IOException {
    Path model = Files.createFile(folder.resolve("m.ckpt"));
    Path client = Files.writeString(folder.resolve("c.properties"), "security.protocol=SSL");
    Settings settings =
        Settings.from(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "a:1,b:2",
                "ODIA_APPLICATION_ID", "other",
                "ODIA_STREAM_THREADS", "7",
                "ODIA_COMMIT_INTERVAL", "250",
                "ODIA_DATA_DIR", "/d",
                "ODIA_PORT", "19092",
                "ODIA_STATE_DIR", "/s",
                "ODIA_MODEL", model.toString(),
                "ODIA_STATUS_ADDRESS", "127.0.0.1:9100",
                "ODIA_KAFKA_CONFIG", client.toString()));

    assertThat(settings)
        .isEqualTo(
            new Settings(
                "a:1,b:2",
                "other",
                7,
                Duration.ofMillis(250),
                Path.of("/d"),
                19092,
                Path.of("/s"),
                model,
                Map.of("security.protocol", "SSL"),
                StreamSettings.Corrections.STANDARD,
                settings.learner(),
                settings.dashboard(),
                new InetSocketAddress("127.0.0.1", 9100)));
    assertThat(settings.client())
        .containsEntry("bootstrap.servers", "a:1,b:2")
        .containsEntry("security.protocol", "SSL");
  }

  @Test
  void labelsMayBeAddedRemovedAndRenamed() {
    Settings settings =
        Settings.from(
            Map.of(
                "ODIA_CORRECTION_RETENTION", "8760",
                "ODIA_NEW_LABELS", "cooking, farming,",
                "ODIA_REMOVED_LABELS", "travel",
                "ODIA_RENAMED_LABELS", "politics = government,science/technology=science"));

    assertThat(settings.corrections().retention()).isEqualTo(Duration.ofDays(365));
    assertThat(settings.corrections().labels())
        .isEqualTo(
            new LabelChanges(
                Set.of("cooking", "farming"),
                Set.of("travel"),
                Map.of("politics", "government", "science/technology", "science")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a=", "=b", "a=b=c", "a=b,a=c", "a=b,c"})
  void renamesThatAreNoPairsAreRefused(String renames) {
    assertThatThrownBy(() -> Settings.from(Map.of("ODIA_RENAMED_LABELS", renames)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("ODIA_RENAMED_LABELS=" + renames + ": should be old=new");
  }

  @Test
  void labelChangesThatContradictAreRefused() {
    Map<String, String> both = Map.of("ODIA_NEW_LABELS", "x", "ODIA_REMOVED_LABELS", "x");
    Map<String, String> chain = Map.of("ODIA_RENAMED_LABELS", "a=b,b=c");

    assertThatThrownBy(() -> Settings.from(both)).hasMessageContaining("both added and removed");
    assertThatThrownBy(() -> Settings.from(chain)).hasMessageContaining("is itself renamed");
  }

  @Test
  void whatKafkaWouldRefuseIsSaidOfTheFile(@TempDir Path folder) throws IOException {
    Path client =
        Files.writeString(
            folder.resolve("c.properties"),
            "security.protocol=TLS\nmax.poll.records=many\nssl.truststore.type=PKCS12\nmy.own=x\n");

    assertThatThrownBy(() -> Settings.from(Map.of("ODIA_KAFKA_CONFIG", client.toString())))
        .isInstanceOf(Failure.class)
        .hasMessageContainingAll("c.properties: Invalid value TLS", "max.poll.records")
        .hasMessageNotContainingAny("truststore", "my.own")
        .satisfies(failure -> assertThat(failure.getMessage().lines()).hasSize(3));
  }

  @Test
  void aVariableSetToNothingIsShownAndReadAsItsDefault() {
    for (Settings.Row row : Settings.ROWS) {
      assertThat(Settings.value(row, Map.of(row.variable(), " "))).isEqualTo(row.standard());
    }
    assertThat(Settings.from(Map.of("ODIA_PORT", "")).port()).isEqualTo(9092);
  }

  @Test
  void blanksBetweenServersAreFine() {
    assertThat(Settings.from(Map.of("KAFKA_BOOTSTRAP_SERVERS", "a:1, b:2")).bootstrapServers())
        .isEqualTo("a:1, b:2");
  }

  @Test
  void allMistakesAreSaidAtOnce() {
    Map<String, String> bad =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", "nowhere",
            "ODIA_APPLICATION_ID", "with blank",
            "ODIA_STREAM_THREADS", "0",
            "ODIA_COMMIT_INTERVAL", "soon",
            "ODIA_PORT", "70000",
            "ODIA_CORRECTION_RETENTION", "0",
            "ODIA_MODEL", "/none.ckpt",
            "ODIA_KAFKA_CONFIG", "/none.properties");

    assertThatThrownBy(() -> Settings.from(bad))
        .isInstanceOf(Failure.class)
        .hasMessageContainingAll(
            "KAFKA_BOOTSTRAP_SERVERS=nowhere: should be host:port",
            "ODIA_APPLICATION_ID=with blank",
            "ODIA_STREAM_THREADS=0: should be 1..64",
            "ODIA_COMMIT_INTERVAL=soon: should be 10..10000 ms",
            "ODIA_PORT=70000: should be 1..65535",
            "ODIA_CORRECTION_RETENTION=0: should be 1..8760 h",
            "ODIA_MODEL=/none.ckpt: there is no such file",
            "ODIA_KAFKA_CONFIG=/none.properties: there is no such file");
  }
}
