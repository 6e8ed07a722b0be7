package odia.command;

/** A command line that cannot be meant so; the message names the option and its range. */
public final class WrongUsage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WrongUsage(String message) {
    super(message);
  }
}
