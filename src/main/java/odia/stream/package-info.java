/**
 * The live path: document records in, labels and dead letters out, exactly once.
 *
 * <p>May import {@code event}, {@code model} and {@code ops}; sees Kafka Streams. The decision to
 * know: {@link odia.stream.ClassifyTopology} is a pure function that tests drive without a broker,
 * decoding is the processor's first step, and every record has exactly one {@link
 * odia.event.Outcome}.
 */
package odia.stream;
