/**
 * Text to words to n-gram ids, the same way in training and in serving.
 *
 * <p>In comes any {@code String}; out go the ids of {@link odia.text.EncodedText}, and where in the
 * text the words stand that they are of ({@link odia.text.WordPlace}). Imports nothing of ours and
 * nothing but the JDK. The decision to know: {@link odia.text.TextEncoder} is the only way from
 * text to ids, and its fingerprint covers all that decides them, so a model can never be served
 * with other ids than it was trained on.
 */
package odia.text;
