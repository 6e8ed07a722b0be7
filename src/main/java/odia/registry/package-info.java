/**
 * Kafka as the store of models: checkpoints in parts on {@code odia.models}, their history on
 * {@code odia.promotions}; and {@code odia.instances}, which says who labels with which of them.
 *
 * <p>In come and out go bytes and promotions; what a checkpoint means is {@code model}'s. May
 * import {@code event} and {@code ops}; may see Kafka. The decision to know: what is written with a
 * verdict is written in one transaction, and everything is read committed, so that nobody ever sees
 * a promotion without its model.
 */
package odia.registry;
