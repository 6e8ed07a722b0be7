package odia.access;

/** A request is refused, or the tokens cannot be used; the message is for the person who asks. */
public final class AccessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status of HTTP
   */
  public AccessException(int status, String message) {
    super(message);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
