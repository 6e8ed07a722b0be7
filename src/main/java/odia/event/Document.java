package odia.event;

import java.time.Instant;

/**
 * One text to classify.
 *
 * @param id names the document in every other topic; 1 to 512 characters
 * @param text any text
 * @param source who sent it, or null
 * @param eventTime when it was written; the record's time where the producer did not say
 */
public record Document(String id, String text, String source, Instant eventTime) {

  public static final int LONGEST_ID = 512;
}
