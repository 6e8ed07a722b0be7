package odia.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import odia.model.Classifier;
import org.junit.jupiter.api.Test;

class LiveModelTest {

  private final LiveModel model = new LiveModel(FakeClassifier::new);

  @Test
  void aThreadKeepsItsClassifier() {
    assertThat(model.forThisThread()).isSameAs(model.forThisThread());
  }

  @Test
  void everyThreadHasAClassifierOfItsOwn() {
    var other = Executors.newSingleThreadExecutor();
    Classifier theirs = CompletableFuture.supplyAsync(model::forThisThread, other).join();
    other.shutdown();

    assertThat(theirs).isNotSameAs(model.forThisThread());
  }

  @Test
  void afterAPromotionEveryThreadHasTheNewOne() {
    Classifier old = model.forThisThread();
    model.promote(() -> new FakeClassifier("fake-2"), 1);

    assertThat(model.forThisThread()).isNotSameAs(old);
    assertThat(model.forThisThread().modelVersion()).isEqualTo("fake-2");
  }

  @Test
  void aSwapTakesWhatIsReadyAndClosesTheOldOne() {
    List<FakeClassifier> made = new ArrayList<>();
    FakeClassifier old = (FakeClassifier) model.forThisThread();
    model.promote(() -> add(made, new FakeClassifier("fake-2")), 2);
    assertThat(made).hasSize(2);

    assertThat(model.forThisThread()).isSameAs(made.get(0));
    assertThat(made).hasSize(2);
    assertThat(old.isClosed()).isTrue();
  }

  private static FakeClassifier add(List<FakeClassifier> made, FakeClassifier classifier) {
    made.add(classifier);
    return classifier;
  }

  @Test
  void whatNoThreadTookIsClosedWhenTheNextOneComes() {
    List<FakeClassifier> made = new ArrayList<>();
    model.promote(() -> add(made, new FakeClassifier("fake-2")), 2);
    model.forThisThread();
    model.promote(() -> new FakeClassifier("fake-3"), 1);

    assertThat(made).extracting(FakeClassifier::isClosed).containsExactly(false, true);
  }

  @Test
  void aModelThatBreaksNeverGoesLive() {
    assertThatThrownBy(
            () ->
                model.promote(
                    () -> {
                      throw new IllegalStateException("broken");
                    },
                    1))
        .hasMessage("broken");

    assertThat(model.version()).isEqualTo("fake-1");
    assertThat(model.forThisThread().modelVersion()).isEqualTo("fake-1");
  }
}
