package pk.muhr.x509;

import static pk.muhr.x509.LegibleText.require;

import java.util.regex.Pattern;

/**
 * A mailbox that an rfc822Name may hold: a dot-atom at a public domain (RFC 5321 §4.1.2, RFC 5322 §3.4.1, RFC 5280
 * §4.2.1.6). Quoted local parts and address literals exist on paper, and in attacks, but in no national directory.
 *
 * @param value the address, such as {@code ayesha.khan@nitb.gov.pk}; the domain is lowered, the local part kept because
 *     only its own host may say what case means (RFC 5321 §2.4)
 * @throws IllegalArgumentException with a sentence that names the rule
 */
public record EmailAddress(String value) {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final Pattern DOT_ATOM =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    public EmailAddress {
        require(value.length() <= LONGEST, "a mailbox has at most 254 characters (RFC 5321 §4.5.3.1.3)", value);
        require(
                value.chars().allMatch(character -> character > ' ' && character <= '~'),
                "a mailbox has visible ASCII characters only (RFC 5280 §4.2.1.6)",
                value);
        require(value.indexOf('"') < 0, "a mailbox with a quoted local part is not accepted (RFC 5321 §4.1.2)", value);
        int at = value.indexOf('@');
        require(at >= 0 && at == value.lastIndexOf('@'), "a mailbox has exactly one @ (RFC 5321 §4.1.2)", value);
        String local = value.substring(0, at);
        require(
                local.length() <= LONGEST_LOCAL_PART,
                "a local part has at most 64 characters (RFC 5321 §4.5.3.1.1)",
                value);
        require(
                DOT_ATOM.matcher(local).matches(),
                "a local part is a dot-atom: characters of atext, with single dots between (RFC 5322 §3.2.3)",
                value);
        DnsName domain = new DnsName(value.substring(at + 1));
        require(!domain.isWildcard(), "a mailbox is at one domain, not at a wildcard (RFC 5321 §4.1.2)", value);
        value = local + "@" + domain;
    }

    /** The domain whose owner hands out the mailbox. */
    public DnsName domain() {
        return new DnsName(value.substring(value.indexOf('@') + 1));
    }

    @Override
    public String toString() {
        return value;
    }
}
