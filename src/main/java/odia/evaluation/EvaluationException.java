package odia.evaluation;

/** The texts do not fit the classifier they shall measure; the message says how. */
public final class EvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EvaluationException(String message) {
    super(message);
  }
}
