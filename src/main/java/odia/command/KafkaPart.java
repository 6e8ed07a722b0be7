package odia.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import odia.command.Settings.Reading;
import odia.command.Settings.Row;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.config.types.Password;

/**
 * What further settings Kafka clients get: a .properties file in which {@code ${file:PATH:KEY}},
 * {@code ${dir:FOLDER:FILE}} and {@code ${env:NAME}} stand for secrets that are kept elsewhere.
 * Passwords come out as Kafka's {@link Password}, which prints as {@code [hidden]}; no message
 * quotes a value that came from elsewhere.
 */
final class KafkaPart {

  static final Row CLIENT =
      new Row(
          "ODIA_KAFKA_CONFIG",
          "",
          "a .properties file",
          "further settings for every Kafka client, e.g. TLS and SASL");

  private static final List<ConfigDef> KNOWN =
      List.of(
          AdminClientConfig.configDef(), ConsumerConfig.configDef(), ProducerConfig.configDef());

  /** Kafka Streams takes settings for one of its clients alone by these. */
  private static final Pattern PREFIX =
      Pattern.compile("^((main\\.|restore\\.|global\\.)?consumer\\.|producer\\.|admin\\.)");

  private static final Pattern UNRESOLVED = Pattern.compile("\\$\\{(file|dir|env):[^}]*}");

  private final Reading reading;
  private final Path file;
  private final Map<String, String> written = new TreeMap<>();

  private KafkaPart(Reading reading, Path file) {
    this.reading = reading;
    this.file = file;
  }

  /** The settings, secrets in their places; what is wrong with them is said to the reading. */
  static Map<String, Object> from(Reading reading) {
    Path file = reading.orNull(reading.file(CLIENT));
    return file == null ? Map.of() : new KafkaPart(reading, file).read();
  }

  private Map<String, Object> read() {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      mistake("cannot be read: " + e.getMessage());
      return Map.of();
    }
    properties.forEach((name, value) -> written.put(name.toString(), value.toString()));
    Map<String, String> resolved = resolved();
    refuseWhatKafkaWould(resolved);
    resolved.forEach(this::refuseMissingStore);
    Map<String, Object> client = new HashMap<>();
    resolved.forEach(
        (name, value) -> client.put(name, isSecret(name) ? new Password(value) : value));
    return client;
  }

  private void mistake(String what) {
    reading.mistake("%s=%s: %s".formatted(CLIENT.variable(), file, what));
  }

  private Map<String, String> resolved() {
    Map<String, ConfigProvider> providers =
        Map.of(
            "file", configured(new FileConfigProvider()),
            "dir", configured(new SecretFiles()),
            "env", configured(new EnvVarConfigProvider(reading.environment())));
    ConfigTransformer transformer = new ConfigTransformer(providers);
    Map<String, String> resolved = new TreeMap<>();
    written.forEach((name, value) -> resolved.put(name, resolved(transformer, name, value)));
    return resolved;
  }

  private static ConfigProvider configured(ConfigProvider provider) {
    provider.configure(Map.of());
    return provider;
  }

  private String resolved(ConfigTransformer transformer, String name, String value) {
    String found = value;
    try {
      found = transformer.transform(Map.of(name, value)).data().get(name);
    } catch (RuntimeException e) {
      // falls through to the same answer as a file that lacks the key
    }
    Matcher left = UNRESOLVED.matcher(found);
    if (UNRESOLVED.matcher(value).find() && left.find()) {
      // Only the reference: beside it there may be a secret that was written in clear.
      mistake("%s: there is no such secret as %s".formatted(name, left.group()));
    }
    return found;
  }

  /** Files of one secret each; the line that an editor ends them with is not part of it. */
  private static final class SecretFiles extends DirectoryConfigProvider {
    @Override
    public ConfigData get(String path, Set<String> keys) {
      Map<String, String> stripped = new HashMap<>();
      super.get(path, keys)
          .data()
          .forEach((key, value) -> stripped.put(key, value.replaceFirst("\\R$", "")));
      return new ConfigData(stripped);
    }
  }

  /** A client would do it much later: one says so in a stack trace, another waits for ever. */
  private void refuseWhatKafkaWould(Map<String, String> resolved) {
    KNOWN.stream()
        .flatMap(known -> known.validate(resolved).stream())
        .filter(value -> resolved.containsKey(value.name()) && !value.errorMessages().isEmpty())
        .map(this::complaint)
        .distinct()
        .forEach(this::mistake);
  }

  private String complaint(ConfigValue value) {
    String name = value.name();
    boolean quotable = !isSecret(name) && !written.get(name).contains("${");
    return quotable
        ? value.errorMessages().get(0)
        : name + ": Kafka cannot use this value (not shown, it may be a secret)";
  }

  /** What a client would say of it names neither the setting nor the file. */
  private void refuseMissingStore(String name, String value) {
    boolean names = plain(name).matches("ssl\\.(trust|key)store\\.location");
    if (names && !Files.isReadable(Path.of(value))) {
      mistake("%s=%s: there is no such file, or it may not be read".formatted(name, value));
    }
  }

  private static String plain(String name) {
    return PREFIX.matcher(name).replaceFirst("");
  }

  private static boolean isSecret(String name) {
    return KNOWN.stream()
        .map(known -> known.configKeys().get(plain(name)))
        .anyMatch(key -> key != null && key.type == ConfigDef.Type.PASSWORD);
  }
}
