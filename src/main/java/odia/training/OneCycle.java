package odia.training;

import org.nd4j.linalg.schedule.ISchedule;

/**
 * A learning rate that climbs linearly to its peak and falls linearly to almost nothing: ULMFiT's
 * slanted triangle (Howard and Ruder 2018, 1801.06146, section 3.2).
 */
final class OneCycle implements ISchedule {
  private static final long serialVersionUID = 1L;

  private static final double CLIMB = 0.1;
  private static final double LOWEST = 1.0 / 32;

  private final double peak;
  private final int steps;

  /**
   * @param peak highest rate
   * @param steps parameter updates in all
   */
  OneCycle(double peak, int steps) {
    this.peak = peak;
    this.steps = Math.max(1, steps);
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    double done = Math.min(1, (double) iteration / steps);
    double share = done < CLIMB ? done / CLIMB : (1 - done) / (1 - CLIMB);
    return peak * (LOWEST + (1 - LOWEST) * share);
  }

  @Override
  public ISchedule clone() {
    return new OneCycle(peak, steps);
  }
}
