package odia.event;

/** What the bytes of a document record turned out to be. */
public sealed interface Decoded {

  record Readable(Document document) implements Decoded {}

  /**
   * @param reason what is wrong and, where it can be said, where; never the text itself
   */
  record Unreadable(String reason) implements Decoded {}
}
