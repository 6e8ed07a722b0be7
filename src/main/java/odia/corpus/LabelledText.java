package odia.corpus;

/**
 * A text with its right label.
 *
 * @param id of the document
 * @param label not blank
 */
public record LabelledText(String id, String label, String text) {}
