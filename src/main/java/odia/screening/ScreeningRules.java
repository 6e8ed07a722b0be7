package odia.screening;

import java.time.Duration;
import java.util.Set;

/**
 * Which corrections count.
 *
 * @param cap corrections of one annotator that count in one window
 * @param window by the time Kafka had them, counted from 1970
 * @param leastOfNewLabel examples that a label needs which the original texts do not have
 * @param heldOut share of the texts that judge instead of teach, in [0, 1)
 * @param blocked annotators whose corrections never count
 */
public record ScreeningRules(
    int cap, Duration window, int leastOfNewLabel, double heldOut, Set<String> blocked) {

  public ScreeningRules {
    blocked = Set.copyOf(blocked);
  }
}
