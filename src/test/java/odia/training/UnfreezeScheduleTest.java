package odia.training;

import static org.assertj.core.api.Assertions.assertThat;

import odia.model.Shape;
import org.junit.jupiter.api.Test;

class UnfreezeScheduleTest {

  @Test
  void firstTheHeadAloneThenEverything() {
    UnfreezeSchedule.Rates rates = new UnfreezeSchedule.Rates(2, 5, 0.3, 0.2, 0.1);
    UnfreezeSchedule schedule = UnfreezeSchedule.of(new Shape(4, 4, 2, 4), rates);

    assertThat(schedule.stages()).extracting(UnfreezeSchedule.Stage::epochs).containsExactly(2, 5);
    assertThat(schedule.stages().get(0).rates()).hasSize(2);
    assertThat(schedule.stages().get(1).rates())
        .hasSize(5)
        .containsEntry("body/embedding", 0.1)
        .containsEntry("body/qrnn-1", 0.2)
        .containsEntry("body/qrnn-2", 0.2)
        .containsEntry("head/label", 0.3);
  }
}
