package odia.stream;

import static org.assertj.core.api.Assertions.assertThat;

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
    model.promote(() -> new FakeClassifier("fake-2"));

    assertThat(model.forThisThread()).isNotSameAs(old);
    assertThat(model.forThisThread().modelVersion()).isEqualTo("fake-2");
  }
}
