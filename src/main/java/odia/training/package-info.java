/**
 * Makes checkpoints: raw text to a language model, labelled text to a classifier, and the figures
 * that say how good they are.
 *
 * <p>In come lines of text and labelled texts; out go {@link odia.model.Checkpoint}s and {@link
 * odia.training.Evaluation}s. May import {@code text}, {@code corpus} and {@code model}. The
 * decision to know: everything is decided by data, settings and seed; two runs on one machine give
 * the same checkpoint, resumed or not.
 */
package odia.training;
