/**
 * How a body proves that it controls a domain: it is given a value, puts it where only whoever controls the domain can, and
 * has us look (BR 3.2.2.4.7, 3.2.2.4.18).
 *
 * <p>Not the use of a proof: {@link pk.muhr.validation.NameProofs} decides what one is good for, at each certificate anew.
 */
package pk.muhr.validation.domain;
