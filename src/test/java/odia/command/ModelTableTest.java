package odia.command;

import static odia.event.TestPromotions.AT;
import static odia.event.TestPromotions.promoted;
import static odia.event.TestPromotions.refused;
import static odia.event.TestPromotions.rolledBack;
import static odia.event.TestPromotions.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import odia.event.Json;
import odia.event.Promotion;
import odia.event.Promotion.Assessment;
import odia.event.Promotion.TrainingData;
import odia.registry.History;
import odia.registry.ModelManifest;
import org.junit.jupiter.api.Test;

class ModelTableTest {

  /** a12 first, b34 better, c56 worse, then back to a12; b34 is no longer on the topic. */
  private final ModelTable table =
      new ModelTable(
          history(
              promoted("a12", null),
              verdict(promoted("b34", "a12"), 84, 80, 0),
              verdict(refused("c56", "b34"), 70, 83, 0),
              rolledBack("a12", "b34")),
          present("a12", "c56"));

  private static History history(Promotion... promotions) {
    List<History.Entry> entries = new ArrayList<>();
    for (Promotion promotion : promotions) {
      entries.add(new History.Entry(entries.size(), promotion));
    }
    return new History(entries);
  }

  private static Map<String, ModelManifest> present(String... versions) {
    Map<String, ModelManifest> present = new LinkedHashMap<>();
    for (String version : versions) {
      ModelManifest.Facts facts =
          new ModelManifest.Facts(Map.of("hidden", 10), List.of("politics", "sports"), "print");
      present.put(version, new ModelManifest(version, null, "5ha", 1234, 1, 0, facts, AT));
    }
    return present;
  }

  @Test
  void everyModelHasALineWithStateAndFigures() {
    assertThat(table.lines()).hasSize(4);
    assertThat(table.lines().get(0)).startsWith("VERSION").contains("HOLD-OUT");
    assertThat(table.lines().get(1)).matches("a12 +champion +- .* 80\\.0 % .*");
    assertThat(table.lines().get(2))
        .matches("b34 +former, removed +a12 +701 +13 +83\\.0 % +75\\.0 %.*");
    assertThat(table.lines().get(3)).matches("c56 +refused +b34 .*");
  }

  @Test
  void noModelIsSaidWithWhatMakesOne() {
    assertThat(new ModelTable(History.NONE, Map.of()).lines())
        .singleElement()
        .asString()
        .contains("no model yet", "./odia learner");
  }

  @Test
  void jsonHasOneObjectAModel() {
    assertThat(table.json()).hasSize(3);
    JsonNode second = read(table.json().get(1));
    assertThat(second.path("version").asText()).isEqualTo("b34");
    assertThat(second.path("corrections").asInt()).isEqualTo(13);
    assertThat(second.path("holdOutAccuracy").asDouble()).isEqualTo(0.83);
  }

  private static JsonNode read(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void oneModelsJsonHasManifestAndHistory() {
    JsonNode model = read(table.json("a1").get(0));

    assertThat(model.path("manifest").path("bytes").asInt()).isEqualTo(1234);
    assertThat(model.path("history")).hasSize(3); // its own two lines and b34's
  }

  @Test
  void detailsHaveManifestVerdictAnnotatorsAndHistory() {
    assertThat(String.join("\n", table.details("c")))
        .contains("labels      politics, sports")
        .contains("1,234 bytes, SHA-256 5ha")
        .contains("verdict     refused: a reason")
        .contains("701 original texts, 13 corrections, 4 more held out")
        .contains("set aside   2: in the hold-out")
        .contains("accuracy 70.0 %, champion 83.0 %")
        .contains("recall 70.0 %, champion 83.0 %")
        .contains("asha: 9 corrections, 8 used, 3 of 4 comparable ones contradict others, FLAGGED")
        .contains("refused      c56 by learner");
  }

  @Test
  void aVerdictWithoutFiguresIsShownWithoutThem() {
    Promotion plain = promoted("d78", "a12");
    TrainingData data = new TrainingData(701, 3, 0, null, null, null);
    Promotion bare =
        new Promotion(plain.kind(), "d78", null, "a12", "by", "why", AT, null, null, data, null);

    assertThat(new ModelTable(history(bare), Map.of()).details("d78"))
        .contains("data        701 original texts, 3 corrections, 0 more held out")
        .noneMatch(line -> line.startsWith("hold-out"));
  }

  @Test
  void theFirstModelIsShownWithItsFiguresAndNoneBesideThem() {
    TrainingData data = new TrainingData(701, 0, 0, null, null, Map.of("sports", 701));
    Assessment alone =
        new Assessment(204, 170, 0.8, Map.of("sports", 0.75), 0, 0, null, null, null);
    Promotion first = promoted("e90", null).measured(null, alone, data);
    ModelTable table = new ModelTable(history(first), Map.of());

    assertThat(table.details("e90"))
        .contains("hold-out    accuracy 83.3 %; macro-F1 0.800")
        .contains("  sports               recall 75.0 %")
        .contains("data        701 original texts, 0 corrections, 0 more held out");
    assertThat(table.lines().get(1)).matches("e90 +champion, removed +- +701 +0 +83\\.3 % +- .*");
  }

  @Test
  void aRemovedModelStillHasItsHistory() {
    assertThat(String.join("\n", table.details("b34")))
        .contains("former, removed")
        .doesNotContain("SHA-256");
  }

  @Test
  void aModelIsFoundByItsBeginning() {
    assertThat(ModelTable.find("a1", present("a12", "b34")).version()).isEqualTo("a12");
  }

  @Test
  void aBeginningOfSeveralIsRefusedWithThem() {
    assertThatThrownBy(() -> ModelTable.find("a", present("a12", "a34")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("More than one model begins with a")
        .hasMessageContaining("a12, a34");
  }

  @Test
  void whatIsAbsentIsSaidWithWhatIsThere() {
    assertThatThrownBy(() -> ModelTable.find("z", present("a12")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("There is no model z")
        .hasMessageContaining("a12");
    assertThatThrownBy(() -> table.details("z"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("No model begins with z");
  }
}
