/**
 * The live path: document records in, labels and dead letters out, corrections in, examples out,
 * exactly once.
 *
 * <p>May import {@code event}, {@code model}, {@code ops} and {@code registry}; sees Kafka Streams.
 * The decision to know: {@link odia.stream.ClassifyTopology} is a pure function that tests drive
 * without a broker, decoding is a processor's first step, and every record has exactly one outcome,
 * counted in {@link odia.stream.Counts}.
 */
package odia.stream;
