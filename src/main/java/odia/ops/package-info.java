/**
 * What keeps things running: parts with a life of their own, the embedded broker, the topics.
 *
 * <p>Imports nothing of ours; may see Kafka, since broker and topics are Kafka's. The decision to
 * know: an absent cluster is waited for and reported by {@link odia.ops.Component#check()}, never a
 * crash.
 */
package odia.ops;
