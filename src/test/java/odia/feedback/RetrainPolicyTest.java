package odia.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import odia.feedback.RetrainPolicy.Decision;
import odia.feedback.RetrainPolicy.QuietHours;
import odia.feedback.RetrainPolicy.Situation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetrainPolicyTest {

  private static final Duration AFTER = Duration.ofHours(6);
  private static final Duration PAUSE = Duration.ofMinutes(10);
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  private static RetrainPolicy policy(QuietHours quiet) {
    return new RetrainPolicy(25, AFTER, PAUSE, quiet);
  }

  private static Decision decide(Situation situation) {
    return policy(QuietHours.NONE).decide(situation, NOW, ZoneOffset.UTC);
  }

  private static Situation fresh(int count, Duration age) {
    return new Situation(count, NOW.minus(age), null, false, false);
  }

  private static Situation afterVerdict(Duration ago) {
    return new Situation(25, NOW.minus(AFTER), NOW.minus(ago), false, false);
  }

  @Test
  void nothingNewIsNoReason() {
    Situation nothing = new Situation(0, null, null, false, false);

    assertThat(decide(nothing)).isEqualTo(new Decision(false, "no new corrections"));
  }

  @Test
  void enoughNewCorrectionsAreAReason() {
    assertThat(decide(fresh(24, Duration.ZERO)))
        .isEqualTo(new Decision(false, "24 of 25 new corrections"));
    assertThat(decide(fresh(25, Duration.ZERO)))
        .isEqualTo(new Decision(true, "25 new corrections"));
    assertThat(decide(fresh(26, Duration.ZERO)).train()).isTrue();
  }

  @Test
  void oneThatHasWaitedLongEnoughIsAReason() {
    assertThat(decide(fresh(1, AFTER.minusMillis(1))).train()).isFalse();
    assertThat(decide(fresh(1, AFTER)).train()).isTrue();
    assertThat(decide(fresh(1, AFTER)).reason()).contains("2026-03-02T06:00:00Z");
  }

  @Test
  void aPauseFollowsEveryVerdict() {
    assertThat(decide(afterVerdict(PAUSE.minusMillis(1))).train()).isFalse();
    assertThat(decide(afterVerdict(PAUSE.minusMillis(1))).reason()).startsWith("pause until");
    assertThat(decide(afterVerdict(PAUSE)).train()).isTrue();
  }

  @Test
  void aCommandNeedsNeitherCorrectionsNorPauseNorDay() {
    Situation asked = new Situation(0, null, NOW, true, false);
    RetrainPolicy always = policy(new QuietHours(LocalTime.of(11, 0), LocalTime.of(13, 0)));

    assertThat(always.decide(asked, NOW, ZoneOffset.UTC))
        .isEqualTo(new Decision(true, "an operator wants a challenger"));
  }

  @Test
  void neverTwoAtOnceWhateverElseIsTrue() {
    Situation busy = new Situation(1_000, Instant.EPOCH, null, true, true);

    assertThat(decide(busy)).isEqualTo(new Decision(false, "a challenger is being trained"));
  }

  @ParameterizedTest
  @CsvSource({
    "22:00, 06:00, 21:59, true",
    "22:00, 06:00, 22:00, false",
    "22:00, 06:00, 23:59, false",
    "22:00, 06:00, 00:00, false",
    "22:00, 06:00, 05:59, false",
    "22:00, 06:00, 06:00, true",
    "09:00, 17:00, 08:59, true",
    "09:00, 17:00, 09:00, false",
    "09:00, 17:00, 16:59, false",
    "09:00, 17:00, 17:00, true",
    "00:00, 06:00, 00:00, false",
    "00:00, 06:00, 06:00, true",
    "22:00, 00:00, 23:59, false",
    "22:00, 00:00, 00:00, true",
    "08:00, 08:00, 08:00, true"
  })
  void quietHoursAreKeptAcrossMidnightToo(
      LocalTime from, LocalTime to, LocalTime time, boolean trains) {
    Instant now = NOW.atZone(ZoneOffset.UTC).with(time).toInstant();
    Situation enough = new Situation(25, now, null, false, false);
    Decision decision = policy(new QuietHours(from, to)).decide(enough, now, ZoneOffset.UTC);

    assertThat(decision.train()).isEqualTo(trains);
    assertThat(decision.reason()).contains(trains ? "25 new" : "quiet hours");
  }

  @Test
  void quietHoursAreOfTheZone() {
    RetrainPolicy policy = policy(new QuietHours(LocalTime.of(17, 0), LocalTime.of(18, 0)));
    Situation enough = fresh(25, Duration.ZERO);

    assertThat(policy.decide(enough, NOW, ZoneId.of("Asia/Kolkata")).train()).isFalse();
    assertThat(policy.decide(enough, NOW, ZoneOffset.UTC).train()).isTrue();
  }

  @Test
  void itTrainsExactlyWhenTheIssueSaysSo() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      int count = random.nextInt(40);
      Duration age = Duration.ofMinutes(random.nextInt(600));
      Duration since = Duration.ofMinutes(random.nextInt(20));
      boolean asked = random.nextInt(10) == 0;
      boolean busy = random.nextInt(10) == 0;
      Instant oldest = count == 0 ? null : NOW.minus(age);
      boolean enough = count >= 25 || (count > 0 && age.compareTo(AFTER) >= 0);
      boolean wanted = !busy && (asked || (enough && since.compareTo(PAUSE) >= 0));

      Situation situation = new Situation(count, oldest, NOW.minus(since), asked, busy);
      assertThat(decide(situation).train()).as(situation.toString()).isEqualTo(wanted);
    }
  }
}
