package odia;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Which package may import what. Think before you change this table: it is the architecture, and a
 * commit that changes it says why.
 *
 * <p>Numbers (ND4J, DL4J) stay in layer, model and training, which see no Kafka; Kafka stays in the
 * packages around the stream. Of those, event sees Kafka's serialisation alone, and ops sees all of
 * Kafka, since the embedded broker and the topics are Kafka's.
 */
class LayeringTest {

  private static final String JACKSON = "com.fasterxml.jackson..";
  private static final String KAFKA = "org.apache.kafka..";
  private static final String LOG = "org.slf4j..";
  private static final String DL4J = "org.deeplearning4j..";
  private static final String ND4J = "org.nd4j..";
  private static final String METRICS = "io.micrometer..";
  private static final String HTTP = "com.sun.net.httpserver..";
  private static final String JAVALIN = "io.javalin..";
  private static final String HISTOGRAM = "org.HdrHistogram..";
  private static final String TRACES = "io.opentelemetry..";
  private static final String ROOT = "";

  /**
   * A row of the table.
   *
   * @param name of the package below odia; empty for odia itself
   * @param ours packages of ours that it may import
   * @param others packages of libraries that it may import; the JDK is open to all
   */
  private record Layer(String name, List<String> ours, List<String> others) {
    static Layer of(String name, String ours, String... others) {
      return new Layer(name, Stream.of(ours.split(" ")).toList(), List.of(others));
    }

    String full() {
      return name.isEmpty() ? "odia" : "odia." + name;
    }

    String[] open() {
      Stream<String> own = Stream.concat(Stream.of(full()), ours.stream().map(n -> "odia." + n));
      return Stream.concat(Stream.concat(Stream.of("java.."), own), others.stream())
          .toArray(String[]::new);
    }

    @Override
    public String toString() {
      return full();
    }
  }

  private static final String EVERY =
      "text corpus lexicon layer model evaluation training event ops admission registry backup screening stream feedback access monitor follow review dashboard demo";

  private static final List<Layer> LAYERS =
      List.of(
          Layer.of("text", ""),
          Layer.of("corpus", "", LOG, "javax.xml.stream..", "org.apache.commons.compress.."),
          Layer.of("lexicon", "text corpus"),
          Layer.of("layer", "", DL4J, ND4J),
          Layer.of("model", "text layer", DL4J, ND4J, JACKSON),
          Layer.of("evaluation", "corpus model"),
          Layer.of("training", "text corpus model evaluation", DL4J, ND4J, LOG),
          Layer.of("event", "", JACKSON, "org.apache.kafka.common.."),
          Layer.of(
              "ops",
              "",
              KAFKA,
              "kafka.server..",
              HTTP,
              "javax.net.ssl..",
              METRICS,
              "org.rocksdb..",
              JACKSON,
              LOG,
              TRACES),
          Layer.of("admission", "ops", KAFKA, JACKSON),
          Layer.of("registry", "event ops", KAFKA, LOG),
          Layer.of("backup", "event registry", KAFKA, JACKSON),
          Layer.of("stream", "event model ops admission registry", KAFKA, LOG),
          Layer.of("demo", "event corpus", KAFKA, LOG),
          Layer.of("screening", "text corpus event model"),
          Layer.of(
              "feedback",
              "corpus lexicon model evaluation training event ops admission registry screening",
              KAFKA,
              LOG),
          Layer.of("access", "", JAVALIN, "kotlin.."),
          Layer.of("monitor", "event", HISTOGRAM),
          Layer.of("follow", "event ops admission registry monitor", KAFKA, LOG),
          Layer.of("review", "event monitor follow", KAFKA, JACKSON),
          Layer.of(
              "dashboard",
              "event model ops registry access monitor follow review",
              KAFKA,
              JAVALIN,
              "jakarta.servlet..",
              "org.eclipse.jetty..",
              "kotlin..",
              JACKSON,
              LOG),
          Layer.of(
              "command",
              EVERY,
              KAFKA,
              JACKSON,
              LOG,
              METRICS,
              "picocli..",
              "me.tongfei.progressbar.."),
          Layer.of(ROOT, EVERY + " command", LOG, "picocli.."));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("odia");

  @ParameterizedTest
  @FieldSource("LAYERS")
  void aPackageImportsOnlyWhatItsRowAllows(Layer layer) {
    classes()
        .that(resideInAPackage(layer.full()))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(layer.open()))
        .check(CLASSES);
  }

  @Test
  void everyPackageHasARow() {
    Set<String> rows = LAYERS.stream().map(Layer::full).collect(Collectors.toSet());
    assertThat(CLASSES).extracting(c -> c.getPackageName()).isNotEmpty().isSubsetOf(rows);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("odia.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void staticsNeverChange() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
  }
}
