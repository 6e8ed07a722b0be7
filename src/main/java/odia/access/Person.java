package odia.access;

/**
 * Who asks.
 *
 * @param name that corrections and acts are by
 */
public record Person(String name, Role role) {}
