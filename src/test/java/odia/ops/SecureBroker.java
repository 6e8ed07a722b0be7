package odia.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A broker that demands TLS, SCRAM-SHA-512 and rights: who has none of them may do nothing. Its
 * certificate is made anew each time. Users have one password each, kept in a file of its own.
 */
public final class SecureBroker implements AutoCloseable {

  /** May do everything. */
  public static final String ADMIN = "admin";

  private static final String MODULE =
      "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";";
  private static final String STORE_PASSWORD = "stores-secret";

  private final Path folder;
  private final EmbeddedBroker broker;

  public SecureBroker(Path folder, String... users) {
    this.folder = folder;
    makeCertificate("broker");
    makeCertificate("stranger");
    List<String> scram =
        Stream.concat(Stream.of(ADMIN), Stream.of(users))
            .peek(user -> write("secrets/" + user, password(user) + "\n"))
            .map(user -> "SCRAM-SHA-512=[name=%s,password=%s]".formatted(user, password(user)))
            .toList();
    write("secrets/store.properties", "password=" + STORE_PASSWORD + "\n");
    broker =
        new EmbeddedBroker(
            0,
            folder.resolve("broker"),
            new EmbeddedBroker.Extras("SASL_SSL", properties(), scram));
    broker.start();
  }

  /** What must never be printed. */
  public static String password(String user) {
    return "secret-of-" + user;
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>(stores("broker"));
    properties.put("ssl.keystore.location", folder.resolve("broker.p12").toString());
    properties.put("ssl.keystore.password", STORE_PASSWORD);
    properties.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
    properties.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512");
    properties.put(
        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
        MODULE.formatted(ADMIN, password(ADMIN)));
    properties.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    properties.put("allow.everyone.if.no.acl.found", "false");
    // Nobody but the controller, whose listener is its own, is anonymous.
    properties.put("super.users", "User:" + ADMIN + ";User:ANONYMOUS");
    return properties;
  }

  private Map<String, String> stores(String issuer) {
    return Map.of(
        "ssl.truststore.location",
        folder.resolve(issuer + "-trust.p12").toString(),
        "ssl.truststore.password",
        STORE_PASSWORD,
        "ssl.truststore.type",
        "PKCS12");
  }

  private void makeCertificate(String name) {
    String key = folder.resolve(name + ".p12").toString();
    String certificate = folder.resolve(name + ".crt").toString();
    keytool(
        "-genkeypair -alias k -keyalg EC -dname CN=%s -ext SAN=ip:127.0.0.1 -keystore %s"
            .formatted(name, key));
    keytool("-exportcert -alias k -keystore %s -file %s".formatted(key, certificate));
    keytool(
        "-importcert -noprompt -alias k -keystore %s-trust.p12 -file %s"
            .formatted(folder.resolve(name), certificate));
  }

  private static void keytool(String arguments) {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command =
        Stream.concat(
                Stream.of(keytool),
                Stream.of(
                    (arguments + " -storetype PKCS12 -storepass " + STORE_PASSWORD).split(" ")))
            .toList();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Settings of a Kafka client of this user, without the servers. */
  public Map<String, Object> settings(String user) {
    Map<String, Object> settings = new HashMap<>(stores("broker"));
    settings.put("security.protocol", "SASL_SSL");
    settings.put("sasl.mechanism", "SCRAM-SHA-512");
    settings.put("sasl.jaas.config", MODULE.formatted(user, password(user)));
    return settings;
  }

  /** Settings of a Kafka client of this user. */
  public Map<String, Object> client(String user) {
    Map<String, Object> client = settings(user);
    client.put("bootstrap.servers", bootstrapServers());
    return client;
  }

  /** The same with the certificate of somebody else in the place of the broker's. */
  public Map<String, Object> clientThatTrustsAStranger(String user) {
    Map<String, Object> client = client(user);
    client.putAll(stores("stranger"));
    return client;
  }

  /** A file for ODIA_KAFKA_CONFIG, with its secrets in files of their own. */
  public Path file(String user) {
    Map<String, Object> settings = settings(user);
    Path secrets = folder.resolve("secrets");
    settings.put("sasl.jaas.config", MODULE.formatted(user, "${dir:" + secrets + ":" + user + "}"));
    settings.put("ssl.truststore.password", "${file:" + secrets + "/store.properties:password}");
    Properties properties = new Properties();
    properties.putAll(settings);
    Path file = folder.resolve(user + ".properties");
    try (var out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, String content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
