package odia.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaPartTest {

  private static final String JAAS =
      "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"asha\" password=\"%s\";";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("c.properties");
  }

  private Settings read(String... lines) throws IOException {
    Files.write(file, List.of(lines));
    return Settings.from(Map.of("ODIA_KAFKA_CONFIG", file.toString(), "SECRET", "hunter2"));
  }

  private static String secret(Settings settings, String name) {
    return ((Password) settings.client().get(name)).value();
  }

  @Test
  void secretsComeFromFilesFoldersAndTheEnvironment() throws IOException {
    Files.writeString(folder.resolve("store.properties"), "password=fromFile\n");
    Files.writeString(folder.resolve("kafka"), "from dir\n");
    Settings settings =
        read(
            "ssl.truststore.password=${file:" + folder + "/store.properties:password}",
            "ssl.key.password=${dir:" + folder + ":kafka}",
            "sasl.jaas.config=" + JAAS.formatted("${env:SECRET}"));

    assertThat(secret(settings, "ssl.truststore.password")).isEqualTo("fromFile");
    assertThat(secret(settings, "ssl.key.password")).isEqualTo("from dir");
    assertThat(secret(settings, "sasl.jaas.config")).isEqualTo(JAAS.formatted("hunter2"));
  }

  @Test
  void whateverPrintsTheSettingsHidesSecrets() throws IOException {
    Settings settings =
        read(
            "sasl.jaas.config=" + JAAS.formatted("hunter2"),
            "producer.sasl.jaas.config=" + JAAS.formatted("hunter2"),
            "main.consumer.ssl.key.password=hunter2");

    assertThat(settings.toString()).doesNotContain("hunter2");
    assertThat(settings.client().toString()).contains("[hidden]").doesNotContain("hunter2");
    assertThat(Wiring.streams(settings).toString()).doesNotContain("hunter2");
  }

  @Test
  void kafkasClientsTakeTheSettingsAsTheyAre() throws IOException {
    Map<String, Object> client =
        new HashMap<>(read("sasl.jaas.config=" + JAAS.formatted("hunter2")).client());
    client.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
    client.put("value.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");

    assertThat(new ConsumerConfig(client).getPassword("sasl.jaas.config").value())
        .isEqualTo(JAAS.formatted("hunter2"));
  }

  @Test
  void aSecretThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () ->
                read(
                    "ssl.truststore.password=${file:/none.properties:password}",
                    "ssl.key.password=${dir:" + folder + ":none}",
                    "ssl.keystore.password=${env:NONE}"))
        .isInstanceOf(Failure.class)
        .hasMessageContainingAll(
            "ssl.truststore.password: there is no such secret as ${file:/none.properties:password}",
            "ssl.key.password: there is no such secret as ${dir:",
            "ssl.keystore.password: there is no such secret as ${env:NONE}");
  }

  @Test
  void whatStandsBesideASecretThatIsNotThereIsNotQuoted() {
    assertThatThrownBy(
            () ->
                read(
                    "sasl.jaas.config=Login required username=\"${env:NONE}\" password=\"tr0ub\";"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("sasl.jaas.config: there is no such secret as ${env:NONE}")
        .hasMessageNotContaining("tr0ub");
  }

  @Test
  void noMessageQuotesWhatCameFromElsewhere() {
    assertThatThrownBy(() -> read("security.protocol=${env:SECRET}", "max.poll.records=hunter2"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("security.protocol: Kafka cannot use this value")
        .hasMessageContaining("Invalid value hunter2 for configuration max.poll.records")
        .satisfies(e -> assertThat(e.getMessage().split("hunter2", -1)).hasSize(2));
  }

  @Test
  void aStoreThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () -> read("ssl.truststore.location=/none.p12", "admin.ssl.keystore.location=/no.p12"))
        .isInstanceOf(Failure.class)
        .hasMessageContainingAll(
            file + ": ssl.truststore.location=/none.p12: there is no such file",
            "admin.ssl.keystore.location=/no.p12: there is no such file");
  }
}
