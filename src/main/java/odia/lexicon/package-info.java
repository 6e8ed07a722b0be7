/**
 * Words of related languages to Odia words. In come sentences and their translations, out goes a
 * {@link odia.lexicon.Lexicon} with which text of related languages is read word by word in Odia,
 * so that what there is of it teaches the Odia words themselves. Imports text and corpus.
 *
 * <p>The decision to know: Odia and its relatives share their word order and much of their grammar,
 * so word by word is enough to learn what goes with what. It is for text to learn from only; what
 * is classified is never changed by it.
 */
package odia.lexicon;
