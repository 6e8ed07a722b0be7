package odia.review;

/** Something that cannot be said of a document; the message is for the person who said it. */
public final class ReviewException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is the matter. */
  public enum Kind {
    /** It is no correction. */
    BAD,
    /** Nobody knows of it. */
    UNKNOWN,
    /** It is somebody else's. */
    FORBIDDEN,
    /** It would change nothing. */
    USELESS
  }

  private final Kind kind;

  public ReviewException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
