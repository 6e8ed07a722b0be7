package odia.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoleTest {

  @Test
  void eachRoleMayWhatTheOnesBeforeItMay() {
    assertThat(Role.OPERATOR.includes(Role.ANNOTATOR)).isTrue();
    assertThat(Role.ANNOTATOR.includes(Role.VIEWER)).isTrue();
    assertThat(Role.VIEWER.includes(Role.VIEWER)).isTrue();
    assertThat(Role.VIEWER.includes(Role.ANYONE)).isTrue();
    assertThat(Role.VIEWER.includes(Role.ANNOTATOR)).isFalse();
    assertThat(Role.ANNOTATOR.includes(Role.OPERATOR)).isFalse();
    assertThat(Role.ANYONE.includes(Role.VIEWER)).isFalse();
  }

  @Test
  void rolesAreKnownByHowTheyAreWritten() {
    assertThat(Role.named("viewer")).isEqualTo(Role.VIEWER);
    assertThat(Role.named("annotator")).isEqualTo(Role.ANNOTATOR);
    assertThat(Role.named("operator")).hasToString("operator");
    assertThat(Role.named("Viewer")).isNull();
    assertThat(Role.named("")).isNull();
    assertThat(Role.named(null)).isNull();
  }

  @Test
  void nobodyInParticularIsNoRole() {
    assertThat(Role.named("anyone")).isNull();
  }
}
