/**
 * Rules for certificates that protect e-mail.
 *
 * <p>Not here: whether a mailbox was validated. S/MIME BR §7.1.2.3, §7.1.4.2.
 */
package pk.muhr.lint.email;
