/**
 * The program's entry and its sub-commands: reading the command line, preparing what a sub-command needs, saying in
 * whole sentences why it cannot go on.
 *
 * <p>Not a place for what the service does: a command asks the capability packages. What only development needs is in
 * {@link pk.muhr.command.development}.
 */
package pk.muhr.command;
