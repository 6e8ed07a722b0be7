package odia.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import odia.command.Settings;
import odia.event.Topic;
import odia.ops.ShippedTopics;
import org.junit.jupiter.api.Test;

/**
 * The Kubernetes manifests, read as Kubernetes' own types with no field that those lack: a field
 * that is misspelt, in the wrong place or of the wrong type fails.
 */
class ManifestsTest {

  private static final Path FOLDER = Path.of("src/kubernetes");
  private static final String KUSTOMIZATION = "kustomization.yaml";

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "v1/ConfigMap", ConfigMap.class,
          "v1/ServiceAccount", ServiceAccount.class,
          "v1/Service", Service.class,
          "apps/v1/Deployment", Deployment.class,
          "batch/v1/Job", Job.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
          "autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class);

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .annotationIntrospector(new NoSpareFields())
          .build();

  /** The types would keep fields that they do not know; so they have nowhere to keep them. */
  private static final class NoSpareFields extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated member) {
      return false;
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static List<HasMetadata> read(String yaml) throws IOException {
    List<HasMetadata> objects = new ArrayList<>();
    try (var documents =
        YAML.readerFor(JsonNode.class).<JsonNode>readValues(YAML.createParser(yaml))) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        String kind = document.path("apiVersion").asText() + "/" + document.path("kind").asText();
        assertThat(KINDS).as("kinds that are read strictly").containsKey(kind);
        objects.add(YAML.treeToValue(document, KINDS.get(kind)));
      }
    }
    return objects;
  }

  private static List<HasMetadata> all() throws IOException {
    List<HasMetadata> objects = new ArrayList<>();
    for (Path file : files()) {
      if (!file.endsWith(KUSTOMIZATION)) {
        objects.addAll(read(Files.readString(file)));
      }
    }
    return objects;
  }

  private static <T> List<T> all(Class<T> type) throws IOException {
    return all().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<PodSpec> pods() throws IOException {
    Stream<PodSpec> roles =
        all(Deployment.class).stream().map(d -> d.getSpec().getTemplate().getSpec());
    Stream<PodSpec> jobs = all(Job.class).stream().map(j -> j.getSpec().getTemplate().getSpec());
    return Stream.concat(roles, jobs).toList();
  }

  private static Stream<Container> containers(List<PodSpec> pods) {
    return pods.stream().flatMap(pod -> pod.getContainers().stream());
  }

  @Test
  void everyManifestIsReadStrictly() throws IOException {
    Set<String> kinds = all().stream().map(HasMetadata::getKind).collect(Collectors.toSet());
    assertThat(kinds).hasSize(KINDS.size());
  }

  @Test
  void aMisspeltFieldIsFoundWhereverItStands() throws IOException {
    String right = Files.readString(FOLDER.resolve("base/classifier.yaml"));
    for (String field :
        List.of("minReadySeconds", "runAsNonRoot", "readinessProbe", "sizeLimit", "minReplicas")) {
      String wrong = right.replaceFirst("\\b" + field + ":", field + "s:");
      assertThatThrownBy(() -> read(wrong)).as(field).hasMessageContaining(field + "s");
    }
    String typed = right.replace("minReadySeconds: 10", "minReadySeconds: soon");
    assertThatThrownBy(() -> read(typed)).hasMessageContaining("minReadySeconds");
  }

  @Test
  void everyFileIsOfItsKustomization() throws IOException {
    for (Path file : files()) {
      if (!file.endsWith(KUSTOMIZATION)) {
        assertThat(file.resolveSibling(KUSTOMIZATION))
            .content()
            .containsPattern("(- |path: )" + file.getFileName());
      }
    }
  }

  @Test
  void noContainerMayDoMoreThanItMust() throws IOException {
    assertThat(pods())
        .hasSize(4)
        .allMatch(pod -> pod.getSecurityContext().getRunAsNonRoot())
        .allMatch(pod -> !pod.getAutomountServiceAccountToken());
    assertThat(containers(pods()).map(Container::getSecurityContext))
        .allMatch(context -> context.getReadOnlyRootFilesystem())
        .allMatch(context -> !context.getAllowPrivilegeEscalation())
        .allMatch(context -> context.getCapabilities().getDrop().equals(List.of("ALL")));
    assertThat(containers(pods()))
        .allMatch(c -> c.getResources().getLimits().get("memory") != null);
  }

  @Test
  void everyRoleIsAskedHowItIs() throws IOException {
    List<PodSpec> roles =
        all(Deployment.class).stream().map(d -> d.getSpec().getTemplate().getSpec()).toList();
    assertThat(containers(roles))
        .hasSize(3)
        .allMatch(c -> c.getReadinessProbe().getHttpGet().getPath().equals("/health/ready"))
        .allMatch(c -> c.getLivenessProbe().getHttpGet().getPath().equals("/health/live"));
  }

  @Test
  void thereAreNoMoreClassifiersThanPartitions() throws IOException {
    int partitions = ShippedTopics.of(Topic.DOCUMENTS).partitions();
    assertThat(all(HorizontalPodAutoscaler.class))
        .singleElement()
        .satisfies(scaler -> assertThat(scaler.getSpec().getMaxReplicas()).isEqualTo(partitions))
        .satisfies(
            scaler ->
                assertThat(scaler.getSpec().getMetrics().get(0).getExternal().getMetric().getName())
                    .isEqualTo("odia_documents_lag"));
  }

  @Test
  void everyVariableIsASetting() throws IOException {
    Set<String> settings =
        Settings.ROWS.stream().map(Settings.Row::variable).collect(Collectors.toSet());
    assertThat(all(ConfigMap.class))
        .flatExtracting(map -> map.getData().keySet())
        .isSubsetOf(settings);
    assertThat(containers(pods()).flatMap(c -> c.getEnv().stream()))
        .extracting(variable -> variable.getName())
        .isNotEmpty()
        .isSubsetOf(settings);
  }
}
