package odia;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with a java that tells how it was called and an mvn that makes the jar. */
class LauncherTest {

  private static final String JAVA =
      """
      #!/usr/bin/env bash
      case "$*" in *-XshowSettings*) echo "    java.specification.version = ${FAKE_JAVA-17}" >&2; exit;; esac
      echo "pid=$$ locale=$LC_ALL"
      printf '[%s]\\n' "$@"
      """;

  private static final String MVN =
      """
      #!/usr/bin/env bash
      echo "$PWD" >> "$FAKE_LOG"
      echo "Maven talks on standard output"
      [ -z "${FAKE_BROKEN:-}" ] || exit 1
      mkdir -p target && : > target/odia-stream.jar
      """;

  /** What a run said, and with which exit status it ended. */
  private record Run(long pid, int status, String out, String err) {}

  @TempDir private Path folder;
  private Path checkout;
  private Path bin;

  @BeforeEach
  void layOutACheckoutWithFakeTools() throws IOException {
    checkout = Files.createDirectories(folder.resolve("a checkout"));
    bin = Files.createDirectories(folder.resolve("bin"));
    Files.copy(Path.of("odia"), checkout.resolve("odia"));
    executable(checkout.resolve("odia"));
    Files.writeString(checkout.resolve("pom.xml"), "");
    Files.createDirectories(checkout.resolve("topics"));
    Files.createDirectories(checkout.resolve("src/main"));
    executable(Files.writeString(bin.resolve("java"), JAVA));
    executable(Files.writeString(bin.resolve("mvn"), MVN));
  }

  @Test
  void theFirstStartBuildsAndTheNextDoesNot() throws Exception {
    assertThat(run("--help").err()).contains("building");
    assertThat(run("--help").err()).isEmpty();
    assertThat(builds()).containsExactly(checkout.toRealPath().toString());
  }

  @Test
  void aNewerSourceIsBuiltAgain() throws Exception {
    run("--help");
    Path source = Files.writeString(checkout.resolve("src/main/Main.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    run("--help");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void mavenTalksOnStandardErrorOnly() throws Exception {
    Run run = run("classify");
    assertThat(run.out()).startsWith("pid=").doesNotContain("Maven talks");
    assertThat(run.err()).contains("Maven talks");
  }

  @Test
  void aFailedBuildEndsWithStatusOneAndStartsNothing() throws Exception {
    Run run = run(Map.of("FAKE_BROKEN", "yes"), "classify");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("odia: The build failed");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void startsAtTheSameTimeBuildOnce() throws Exception {
    List<Process> starts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      starts.add(start(Map.of(), "--help"));
    }
    for (Process start : starts) {
      assertThat(finish(start).status()).isZero();
    }
    assertThat(builds()).hasSize(1);
  }

  @Test
  void argumentsArriveUnchangedAndInALocaleThatKnowsOdia() throws Exception {
    Run run = run(Map.of("LC_ALL", "C"), "classify", "ଭାରତ  ଓ ଓଡ଼ିଶା", "", "*");
    assertThat(run.out())
        .contains("locale=C.UTF-8")
        .endsWith("[classify]\n[ଭାରତ  ଓ ଓଡ଼ିଶା]\n[]\n[*]\n");
  }

  @Test
  void optionsForTheJvmComeBeforeTheJar() throws Exception {
    Run run = run(Map.of("ODIA_JAVA_OPTS", "-Xmx7g -Dx=y"), "up");
    assertThat(run.out()).containsSubsequence("[-Xmx7g]\n[-Dx=y]\n[-jar]\n", "[up]");
  }

  @Test
  void theJvmTakesTheLaunchersPlaceSoThatSignalsReachIt() throws Exception {
    Run run = run("up");
    assertThat(run.out()).startsWith("pid=" + run.pid() + " ");
  }

  @Test
  void aLinkToTheLauncherWorksFromAnywhere() throws Exception {
    Path link = Files.createSymbolicLink(bin.resolve("odia"), checkout.resolve("odia"));
    Run run = finish(builder(link, Map.of(), "--help").start());
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains(checkout.toRealPath() + "/target/odia-stream.jar");
  }

  @Test
  void anOldOrBrokenJavaIsNamedWithItsMend() throws Exception {
    Run old = run(Map.of("FAKE_JAVA", "1.8"), "up");
    assertThat(old.status()).isEqualTo(1);
    assertThat(old.err()).contains("version 1.8; odia-stream needs 17 or newer", "JAVA_HOME");
    assertThat(run(Map.of("FAKE_JAVA", ""), "up").err()).contains("version unknown");
    assertThat(run(Map.of("JAVA_HOME", "/none"), "up").err()).contains("no /none/bin/java");
  }

  @Test
  void javaHomeGoesBeforeThePath() throws Exception {
    Path home = Files.createDirectories(folder.resolve("jdk/bin"));
    executable(Files.writeString(home.resolve("java"), JAVA + "echo from JAVA_HOME\n"));
    Run run = run(Map.of("JAVA_HOME", home.getParent().toString()), "up");
    assertThat(run.out()).endsWith("from JAVA_HOME\n");
  }

  private Run run(String... arguments) throws Exception {
    return run(Map.of(), arguments);
  }

  private Run run(Map<String, String> environment, String... arguments) throws Exception {
    return finish(start(environment, arguments));
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    return builder(checkout.resolve("odia"), environment, arguments).start();
  }

  private ProcessBuilder builder(Path launcher, Map<String, String> environment, String... args) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> variables = builder.environment();
    List.of("JAVA_HOME", "ODIA_JAVA_OPTS", "LC_CTYPE").forEach(variables::remove);
    variables.put("PATH", bin + File.pathSeparator + variables.get("PATH"));
    variables.put("LC_ALL", "C.UTF-8");
    variables.put("FAKE_LOG", folder.resolve("builds").toString());
    variables.putAll(environment);
    return builder;
  }

  private Run finish(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Run(process.pid(), process.waitFor(), out, err);
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(folder.resolve("builds"));
  }

  private static void executable(Path script) {
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }
}
