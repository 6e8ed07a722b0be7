/**
 * Ids to body to head to label; the only home of network construction.
 *
 * <p>In come texts and {@link odia.model.Checkpoint}s, out go {@link odia.model.Prediction}s. May
 * import {@code text} and {@code layer}, DL4J and Jackson. The decision to know: a checkpoint holds
 * weights, encoder, labels and provenance inseparably, weights in the precision they are stored in,
 * so a model scores the same before it is saved and after it is loaded.
 */
package odia.model;
