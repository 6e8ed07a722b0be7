/**
 * The commands of the one program: options in, wiring by hand, exit status out.
 *
 * <p>May import everything; only {@code Main} imports it. The decision to know: results go to
 * standard output and talk to standard error, and what a user can mend is a {@link
 * odia.command.Failure} that names the mend.
 */
package odia.command;
