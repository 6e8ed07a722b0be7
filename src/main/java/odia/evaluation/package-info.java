/**
 * How good a classifier is: figures, comparison of two, and a report for people. May import {@code
 * corpus} and {@code model}.
 */
package odia.evaluation;
