package odia.event;

/** What became of a document record: each one is exactly one of these. */
public sealed interface Outcome permits Classification, DeadLetter {}
