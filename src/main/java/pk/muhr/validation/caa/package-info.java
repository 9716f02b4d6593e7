/**
 * Certification Authority Authorization: what the holder of a name says in the DNS about who may certify it (RFC 8659, BR
 * 3.2.2.8; RFC 9495 and S/MIME BR 4.2.2.1 for mailboxes).
 *
 * <p>Not a proof of control: a name needs both.
 */
package pk.muhr.validation.caa;
