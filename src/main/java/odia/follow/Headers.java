package odia.follow;

/** Headers of records that a dashboard or an operator sends. */
public final class Headers {

  /** On a correction: the place, partition-offset, of the one that it takes back. */
  public static final String UNDOES = "odia.undoes";

  /** On a record sent once more: the place, partition-offset, of its dead letter. */
  public static final String REDRIVEN = "odia.redriven";

  private Headers() {}
}
