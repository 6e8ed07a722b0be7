package odia.training;

/** Data or settings nothing can be learned from; the message says what is missing. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrainingException(String message) {
    super(message);
  }
}
