package odia.ops;

/** Something around the program that a user can mend; the message says what and how. */
public final class OpsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OpsException(String message) {
    super(message);
  }

  public OpsException(String message, Throwable cause) {
    super(message, cause);
  }
}
