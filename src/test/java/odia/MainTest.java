package odia;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import odia.lexicon.Lexicon;
import odia.model.ToyModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as the shell sees it: exit status, standard output, standard error. */
class MainTest {

  @TempDir private Path folder;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private final ByteArrayOutputStream talk = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(results, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(talk, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveBack() {
    System.setOut(out);
    System.setErr(err);
  }

  private String results() {
    return results.toString(StandardCharsets.UTF_8);
  }

  private String talk() {
    return talk.toString(StandardCharsets.UTF_8);
  }

  private String model() throws IOException {
    Path file = folder.resolve("toy.ckpt");
    ToyModels.checkpoint(1).save(file);
    return file.toString();
  }

  private String labelled(int copies) throws IOException {
    StringBuilder text = new StringBuilder("id\tlabel\ttext\n");
    for (int i = 0; i < copies * 3; i++) {
      text.append(
          "%d\t%s\t%s %d%n"
              .formatted(i, ToyModels.LABELS.get(i % 3), ToyModels.TEXTS.get(i % 3), i));
    }
    return Files.writeString(folder.resolve("labelled.tsv"), text).toString();
  }

  @Test
  void numbersAreTheSameInEveryLocale() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("bn-IN"));
    try {
      assertThat(Main.run("classify", "--model", model(), ToyModels.TEXTS.get(0))).isZero();
      assertThat(results().lines()).allMatch(line -> line.matches(".* +[0-9]+\\.[0-9] %.*"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "classify",
        "classifier",
        "publish",
        "correct",
        "watch",
        "topics",
        "pretrain",
        "finetune",
        "evaluate",
        "benchmark-stream",
        "dashboard",
        "redrive",
        "token",
        "settings"
      })
  void everyCommandHasHelp(String command) {
    assertThat(Main.run(command, "--help")).isZero();
    assertThat(results()).contains("Usage: odia " + command);
  }

  @Test
  void aTokenStandsOnALineOfItsOwn(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tokens");
    Files.writeString(file, "# an editor left this line without its end");
    assertThat(Main.run("token", "asha", "annotator", "--file", file.toString())).isZero();
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  void aPortThatThereIsNotIsWrongUsage() {
    assertThat(Main.run("transactions", "--bootstrap", "kafka:99999")).isEqualTo(2);
    assertThat(talk()).contains("kafka:99999", "65535");
  }

  @Test
  void wrongUsageEndsWithTwoAndSaysSo() {
    assertThat(Main.run("clasify", "ଖେଳ")).isEqualTo(2);
    assertThat(talk()).contains("clasify").contains("classify");
    assertThat(Main.run("evaluate")).isEqualTo(2);
    assertThat(Main.run("watch", "lables")).isEqualTo(2);
    assertThat(Main.run()).isEqualTo(2);
    assertThat(results()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up --port 70000",
        "up --port -1",
        "up --threads 0",
        "up --demo --count 0",
        "up --count 5",
        "watch labels --count 0",
        "classifier --threads 65",
        "publish --rate 0 docs.txt",
        "watch labels --bootstrap nowhere",
        "topics check --bootstrap a:1,b",
        "correct --file c.tsv d1 sports",
        "correct d1 --withdraw --text ଖେଳ",
        "redrive --stage lang",
        "redrive --since yesterday",
      })
  void anOptionOutOfItsRangeIsWrongUsageToo(String line) {
    assertThat(Main.run(line.split(" "))).isEqualTo(2);
    assertThat(talk()).startsWith("odia: --").contains(" must be ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"token asha boss", "token a/b viewer", "token asha"})
  void aTokenNeedsANameAndARole(String line) {
    assertThat(Main.run(line.split(" "))).isEqualTo(2);
    assertThat(talk()).containsAnyOf("is no role", "is no name", "ROLE");
    assertThat(Path.of("tokens.txt")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct",
        "correct d1",
        "correct d1 sports --withdraw",
        "correct --withdraw",
        "correct d1 sports --at yesterday",
        "correct d1 sports --by ",
      })
  void whatIsNoCorrectionIsSaidBeforeKafkaIsWaitedFor(String line) {
    assertThat(Main.run(line.split(" ", -1))).isEqualTo(2);
    assertThat(talk()).startsWith("odia: ").hasLineCount(1);
  }

  @Test
  void whatCannotBeDoneEndsWithOneAndNamesIt() throws IOException {
    assertThat(Main.run("classify", "--model", folder.resolve("none.ckpt").toString(), "ଖେଳ"))
        .isEqualTo(1);
    assertThat(talk()).contains("none.ckpt").doesNotContain("Exception");

    Path broken = Files.write(folder.resolve("broken.ckpt"), new byte[100]);
    assertThat(Main.run("classify", "--model", broken.toString(), "ଖେଳ")).isEqualTo(1);
    assertThat(Main.run("publish", folder.resolve("none.jsonl").toString())).isEqualTo(1);
    assertThat(talk()).contains("There is no file", "none.jsonl");
    assertThat(Main.run("publish", folder.toString())).isEqualTo(1);
    assertThat(talk()).contains(folder + " is no plain file");
    assertThat(
            Main.run(
                "evaluate", "--model", model(), "--data", folder.resolve("none.tsv").toString()))
        .isEqualTo(1);
  }

  @Test
  void classifyPrintsATableOrJson() throws IOException {
    assertThat(Main.run("classify", "--model", model(), ToyModels.TEXTS.get(0))).isZero();
    assertThat(results().lines()).hasSize(3);
    assertThat(results()).contains("▶").contains("%");

    results.reset();
    assertThat(Main.run("classify", "--model", model(), "--json", "ଏକ", "ଦୁଇ")).isZero();
    assertThat(results().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"label\":"));
    assertThat(talk()).isEmpty();
  }

  @Test
  void classifyReadsStandardInputAsOtherFilesAreRead() throws IOException {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(gzipped)) {
      gzip.write("ଏକ\nଦୁଇ\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(classified(gzipped.toByteArray())).isZero();
    assertThat(results().lines()).hasSize(2);
    assertThat(talk()).isEmpty();

    assertThat(classified(new byte[] {'x', '\n', (byte) 0xFF, '\n'})).isEqualTo(1);
    assertThat(talk()).contains("standard input:2 is not UTF-8");
  }

  private int classified(byte[] input) throws IOException {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input));
    try {
      return Main.run("classify", "--model", model(), "--json", "-");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aTextWithoutOdiaIsAnsweredWithAWarning() throws IOException {
    assertThat(Main.run("classify", "--model", model(), "hello")).isZero();
    assertThat(talk()).contains("no Odia letter");
  }

  @Test
  void finetuneAndEvaluateWorkOnFiles() throws IOException {
    String data = labelled(10);
    String tuned = folder.resolve("tuned.ckpt").toString();

    assertThat(
            Main.run("finetune", "--base", model(), "--train", data, "--dev", data, "--out", tuned))
        .isZero();
    assertThat(Main.run("evaluate", "--model", tuned, "--data", data, "--json")).isZero();
    assertThat(results())
        .startsWith("{\"n\":30,")
        .contains("\"accuracy\":", "\"macroF1\":", "\"perLabel\":{");
  }

  @Test
  void finetuneNamesLabelsThatOnlyTheDevelopmentTextsHaveBeforeItTrains() throws IOException {
    Path dev = Files.writeString(folder.resolve("dev.tsv"), "id\tlabel\ttext\n1\tcooking\tଭାତ\n");
    String out = folder.resolve("tuned.ckpt").toString();

    assertThat(
            Main.run(
                "finetune",
                "--base",
                model(),
                "--train",
                labelled(10),
                "--dev",
                dev.toString(),
                "--out",
                out))
        .isEqualTo(1);
    assertThat(talk()).contains("dev.tsv", "[cooking]").doesNotContain("epoch");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamedBeforeTheTraining() throws IOException {
    String out = folder.resolve("x".repeat(300)).toString();

    assertThat(Main.run("finetune", "--base", model(), "--train", labelled(10), "--out", out))
        .isEqualTo(1);
    assertThat(talk()).startsWith("odia: The file " + out + " cannot be written: ").hasLineCount(1);
  }

  @Test
  void evaluateMeasuresTheModelThatServingWouldUse() throws Exception {
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "evaluate",
            "--data",
            labelled(1));
    program.environment().put("ODIA_MODEL", "/none.ckpt");
    Process process = program.start();

    assertThat(process.getErrorStream()).asString(UTF_8).contains("ODIA_MODEL=/none.ckpt");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void labelsTheModelDoesNotKnowAreNamed() throws IOException {
    Path data =
        Files.writeString(folder.resolve("other.tsv"), "id\tlabel\ttext\n1\tcooking\tଭାତ\n");

    assertThat(Main.run("evaluate", "--model", model(), "--data", data.toString())).isEqualTo(1);
    assertThat(talk()).contains("[cooking]");
  }

  /** Sentences of two of three words each, and a number that no other has. */
  private String sentences(String name, String... words) throws IOException {
    List<String> lines = new java.util.ArrayList<>();
    for (int i = 0; i < 60; i++) {
      lines.add(words[i % 3] + " " + words[(i + 1) % 3] + " " + (10_000 + 37 * i));
    }
    return Files.write(folder.resolve(name), lines).toString();
  }

  @Test
  void aLexiconIsLearnedFromTranslationsAndRead() throws IOException {
    String odia = sentences("odia.txt", "ରାଜା", "ଖେଳ", "ନଦୀ");
    String hindi = sentences("hindi.txt", "मलिक", "लुबा", "नहर");
    String file = folder.resolve("lexicon.tsv.gz").toString();

    assertThat(Main.run("lexicon", "--odia", odia, "--translations", hindi, "--out", file))
        .isZero();
    assertThat(talk()).contains("60 of 60 sentences paired", "3 words");
    assertThat(Lexicon.read(Path.of(file)).odia("नहर")).isEqualTo("ନଦୀ");
  }

  @Test
  void textsThatAreNoTranslationsAreNamedAndMakeNoLexicon() throws IOException {
    String odia = sentences("odia.txt", "ରାଜା", "ଖେଳ", "ନଦୀ");
    Path other = Files.writeString(folder.resolve("other.txt"), "कुछ और\n");
    Path file = folder.resolve("lexicon.tsv.gz");

    assertThat(
            Main.run(
                "lexicon", "--odia", odia, "--translations", other.toString(), "--out", file + ""))
        .isEqualTo(1);
    assertThat(talk()).contains("other.txt", "the same sentences in the same order");
    assertThat(file).doesNotExist();
  }

  @Test
  void pretrainWorksOnFiles() throws IOException {
    List<String> lines = new java.util.ArrayList<>();
    for (int i = 0; i < 40; i++) {
      lines.addAll(ToyModels.TEXTS.stream().map(t -> t + " " + lines.size()).toList());
    }
    Path text = Files.write(folder.resolve("text.txt"), lines);
    Path lm = folder.resolve("lm.ckpt");

    assertThat(
            Main.run(
                "pretrain",
                "--corpus",
                text.toString(),
                "--out",
                lm.toString(),
                "--skip-gram-epochs",
                "1",
                "--epochs",
                "1"))
        .isZero();
    assertThat(talk()).contains("words/s", "perplexity");
    assertThat(lm).exists();
    assertThat(Main.run("classify", "--model", lm.toString(), "ଖେଳ")).isEqualTo(1);
  }
}
