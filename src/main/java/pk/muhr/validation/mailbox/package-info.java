/**
 * How a body proves that it reads a mailbox: a random value is mailed there and comes back within a day (S/MIME BR
 * §3.2.2.2). The mail is a notice; its value is made when it is sent, and only its hash is kept.
 *
 * <p>Not the use of a proof: {@link pk.muhr.validation.NameProofs} decides what one is good for.
 */
package pk.muhr.validation.mailbox;
