/**
 * Which corrections a model may learn from: the defences against mistakes and poison.
 *
 * <p>In come the examples of all corrected documents, out go texts to learn from, texts to judge by
 * and the reasons for all others. Pure: no Kafka, no clock, no file. May import {@code text},
 * {@code corpus}, {@code event} and the label changes of {@code model}. The decision to know:
 * nothing is deleted, everything is judged anew each time, so that a mistake of these rules is
 * mended by a setting.
 */
package odia.screening;
