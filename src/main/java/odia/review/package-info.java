/**
 * People's work on documents: who gets which one to look at, and what they say of it. Imports
 * event, follow and monitor.
 */
package odia.review;
