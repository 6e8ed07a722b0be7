/**
 * What is on the wire: records and their topics.
 *
 * <p>In come and out go bytes of topics. Imports nothing of ours; may see Jackson and Kafka's
 * serialisation. The decision to know: bytes that cannot be read are a value ({@link
 * odia.event.Decoded.Unreadable}), not an exception, and become a {@link odia.event.DeadLetter}
 * with the original bytes.
 */
package odia.event;
