package odia.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client hears that comes to a broker in the wrong way. */
class RefusalIT {

  @TempDir private static Path folder;
  private static SecureBroker broker;
  private static EmbeddedBroker open;

  @BeforeAll
  static void start() throws Exception {
    broker = new SecureBroker(Files.createDirectory(folder.resolve("secure")), "alice");
    open = new EmbeddedBroker(0, folder.resolve("open"));
    open.start();
  }

  @AfterAll
  static void stop() {
    open.close();
    broker.close();
  }

  private static void await(Map<String, Object> client) {
    new Cluster(client, message -> {}).await(List.of(), () -> false);
  }

  @Test
  void whoComesAsItShouldIsLetIn() {
    await(broker.client("alice"));
  }

  @Test
  void aWrongPasswordIsFinalAndNotPrinted() {
    Map<String, Object> client = broker.client("alice");
    client.put(
        "sasl.jaas.config",
        client.get("sasl.jaas.config").toString().replace("secret-of-alice", "wrong-one"));

    assertThatThrownBy(() -> await(client))
        .isInstanceOf(OpsException.class)
        .hasMessageContainingAll("refuses this user", "sasl.jaas.config", "ODIA_KAFKA_CONFIG")
        .hasMessageNotContaining("wrong-one");
  }

  @Test
  void aLoginThatCannotBeParsedIsFinalAndNotPrinted() {
    Map<String, Object> client = broker.client("alice");
    client.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required password=half of-it;");

    assertThatThrownBy(() -> await(client))
        .isInstanceOf(OpsException.class)
        .hasMessageContaining("sasl.jaas.config is not as it must be")
        .hasMessageNotContaining("of-it");
  }

  @Test
  void aCertificateOfSomebodyElseIsFinal() {
    assertThatThrownBy(() -> await(broker.clientThatTrustsAStranger("alice")))
        .isInstanceOf(OpsException.class)
        .hasMessageContainingAll("PKIX", "ssl.truststore.location", "ODIA_KAFKA_CONFIG");
  }

  @Test
  void aCertificateForAnotherNameIsFinal() {
    Map<String, Object> client = broker.client("alice");
    client.put("bootstrap.servers", broker.bootstrapServers().replace("127.0.0.1", "localhost"));

    assertThatThrownBy(() -> await(client))
        .isInstanceOf(OpsException.class)
        .hasMessageContainingAll("for another name", "KAFKA_BOOTSTRAP_SERVERS");
  }

  @Test
  void anAbsentTruststoreIsFinal() {
    Map<String, Object> client = broker.client("alice");
    client.put("ssl.truststore.location", "/nowhere.p12");

    assertThatThrownBy(() -> await(client))
        .isInstanceOf(OpsException.class)
        .hasMessageContainingAll("/nowhere.p12", "ODIA_KAFKA_CONFIG");
  }

  @Test
  void withoutTlsAtAPortThatDemandsItIsFinal() {
    Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());

    assertThatThrownBy(() -> await(client))
        .isInstanceOf(OpsException.class)
        .hasMessageContainingAll("demands TLS", "security.protocol is PLAINTEXT", "SASL_SSL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SASL_SSL", "sasl_ssl"})
  void withTlsAtAPortWithoutItIsFinal(String protocol) {
    Map<String, Object> client = broker.client("alice");
    client.put("bootstrap.servers", open.bootstrapServers());
    client.put("security.protocol", protocol);

    assertThatThrownBy(() -> await(client))
        .isInstanceOf(OpsException.class)
        .hasMessageContainingAll("does not speak TLS", "security.protocol is " + protocol);
  }

  @Test
  void withoutAUserWhereOneIsDemandedItSaysWhatItTried() {
    Map<String, Object> client = new HashMap<>(broker.client("alice"));
    client.put("security.protocol", "SSL");
    List<String> said = new ArrayList<>();
    new Cluster(client, said::add).await(List.of(), () -> !said.isEmpty());

    assertThat(said.get(0)).contains("something listens there", "security.protocol is SSL");
  }

  @Test
  void nobodyThereIsWaitedFor() {
    List<String> said = new ArrayList<>();
    Map<String, Object> client = Map.of("bootstrap.servers", "127.0.0.1:1,no.such.host.invalid:1");
    boolean there = new Cluster(client, said::add).await(List.of(), () -> !said.isEmpty());

    assertThat(there).isFalse();
    assertThat(said.get(0)).contains("does not answer", "(waiting)").doesNotContain("listens");
  }
}
