/**
 * Makes checkpoints: raw text to a language model, labelled text to a classifier.
 *
 * <p>In come lines of text and labelled texts; out go {@link odia.model.Checkpoint}s. May import
 * {@code text}, {@code corpus}, {@code model} and {@code evaluation}. The decision to know:
 * everything is decided by data, settings and seed; two runs on one machine give the same
 * checkpoint, resumed or not.
 */
package odia.training;
