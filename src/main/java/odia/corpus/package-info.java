/**
 * Where training text comes from: raw text line by line, Wikipedia dumps, labelled text from TSV
 * files.
 *
 * <p>In come files, out go lines and {@link odia.corpus.LabelledText}s. Imports nothing of ours.
 * The decision to know: whatever is wrong with a file is said with its name and line, and nothing
 * is skipped in silence.
 */
package odia.corpus;
