package odia.event;

/**
 * What the bytes of a record turned out to be.
 *
 * @param <T> the kind of record
 */
public sealed interface Decoded<T> {

  /** The record. */
  record Readable<T>(T value) implements Decoded<T> {}

  /**
   * @param reason what is wrong and, where it can be said, where; never the text itself
   */
  record Unreadable<T>(String reason) implements Decoded<T> {}
}
