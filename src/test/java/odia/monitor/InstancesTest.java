package odia.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import odia.event.Instance;
import org.junit.jupiter.api.Test;

class InstancesTest {

  private final MovedClock clock = new MovedClock();
  private final Instances instances = new Instances(clock);

  private Instance says(String id, String role, Instance.Training training) {
    Instance instance =
        new Instance(
            id, List.of(role), "host", Seen.AT, clock.instant(), true, "well", "v1", training);
    instances.said(id, instance);
    return instance;
  }

  private List<String> known() {
    return instances.all().stream().map(Instance::id).toList();
  }

  @Test
  void everybodyIsKnownByTheLatestTheySaid() {
    says("b", "classifier", null);
    says("a", "classifier", null);
    Instance latest = says("b", "learner", null);
    assertThat(known()).containsExactly("a", "b");
    assertThat(instances.all().get(1)).isSameAs(latest);
  }

  @Test
  void whoIsSilentForTwentySecondsIsGone() {
    Instance instance = says("a", "classifier", null);
    clock.seconds(20);
    assertThat(instances.isGone(instance)).isFalse();
    clock.seconds(1);
    assertThat(instances.isGone(instance)).isTrue();
    assertThat(known()).containsExactly("a");
  }

  @Test
  void whoIsSilentForAnHourIsForgotten() {
    says("a", "classifier", null);
    clock.move(Duration.ofHours(1));
    assertThat(known()).containsExactly("a");
    clock.seconds(1);
    assertThat(known()).isEmpty();
  }

  @Test
  void whoEndsInGoodOrderIsKnownNoMore() {
    says("a", "classifier", null);
    instances.said("a", null);
    instances.said("nobody", null);
    assertThat(known()).isEmpty();
  }

  @Test
  void theLearnerThatTrainsIsTheLearner() {
    says("a", "learner", null);
    says("b", "learner", new Instance.Training(0.5, null));
    says("c", "classifier", new Instance.Training(0.5, null));
    assertThat(instances.learner()).map(Instance::id).hasValue("b");
  }

  @Test
  void withoutATrainingAnyLearnerThatIsThereIsTheLearner() {
    says("a", "learner", new Instance.Training(0.5, 3.0));
    clock.seconds(30);
    says("b", "learner", null);
    assertThat(instances.learner()).map(Instance::id).hasValue("b");
    clock.seconds(30);
    assertThat(instances.learner()).isEmpty();
  }
}
