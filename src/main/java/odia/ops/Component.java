package odia.ops;

/**
 * A part that does I/O: cheap to make, started once, closed once, and always able to say how it is.
 */
public interface Component extends AutoCloseable {

  /**
   * How a part is.
   *
   * @param ok whether an operation would probably succeed now
   * @param detail one line for a person, free of secrets
   */
  record CheckResult(boolean ok, String detail) {}

  /** Starts the part; may block until what it needs is there. */
  void start();

  CheckResult check();

  /** Stops in good order. Does nothing the second time. */
  @Override
  void close();
}
