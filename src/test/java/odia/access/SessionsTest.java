package odia.access;

import static org.assertj.core.api.Assertions.assertThat;

import odia.monitor.MovedClock;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private static final Person ASHA = new Person("asha", Role.ANNOTATOR);

  private final MovedClock clock = new MovedClock();
  private final Sessions sessions = new Sessions(clock);

  @Test
  void aSessionIsItsPersons() {
    assertThat(sessions.of(sessions.open(ASHA))).isEqualTo(ASHA);
    assertThat(sessions.of("guessed")).isNull();
    assertThat(sessions.of("")).isNull();
    assertThat(sessions.of(null)).isNull();
  }

  @Test
  void everySessionHasItsOwnName() {
    assertThat(sessions.open(ASHA)).isNotEqualTo(sessions.open(ASHA)).hasSize(43);
  }

  @Test
  void aSessionEndsAfterAWorkingDay() {
    String name = sessions.open(ASHA);
    clock.move(Sessions.LENGTH);
    assertThat(sessions.of(name)).isEqualTo(ASHA);
    clock.seconds(1);
    assertThat(sessions.of(name)).isNull();
    clock.seconds(-3_600); // what has ended does not begin again
    assertThat(sessions.of(name)).isNull();
  }

  @Test
  void aClosedSessionIsOver() {
    String name = sessions.open(ASHA);
    String other = sessions.open(ASHA);
    sessions.close(name);
    sessions.close("nobody's");
    assertThat(sessions.of(name)).isNull();
    assertThat(sessions.of(other)).isEqualTo(ASHA);
  }

  @Test
  void soManyAndNoMoreAreOpen() {
    String first = sessions.open(ASHA);
    String second = sessions.open(ASHA);
    for (int i = 0; i < 9_999; i++) {
      sessions.open(ASHA);
    }
    assertThat(sessions.of(first)).isNull();
    assertThat(sessions.of(second)).isEqualTo(ASHA);
  }
}
