/**
 * The learning loop: corrected documents in, a better model out.
 *
 * <p>In come the examples of {@code odia.examples} and the requests of {@code odia.promotions}; out
 * go verdicts and models. May import everything that trains and the registry, but nothing that
 * serves: the two meet in Kafka alone. The decision to know: {@link odia.feedback.Learner} only
 * polls, decides and publishes; what computes runs in a process of its own ({@link
 * odia.feedback.Challenger}), at the lowest priority, so that neither its time nor its memory nor
 * its death is the learner's.
 */
package odia.feedback;
