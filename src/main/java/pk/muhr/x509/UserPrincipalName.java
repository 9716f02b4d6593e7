package pk.muhr.x509;

import static pk.muhr.x509.LegibleText.require;

import java.util.regex.Pattern;

/**
 * The name by which a directory knows the person who logs on with a smart card: the otherName 1.3.6.1.4.1.311.20.2.3
 * (Microsoft smart-card logon guidelines, MS-WCCE §2.2.2.7.7). It has the look of a mailbox but need not be one.
 *
 * @param value the name, such as {@code ayesha.khan@nitb.gov.pk}; the domain is lowered, the user part kept as written
 * @throws IllegalArgumentException with a sentence that names the rule
 */
public record UserPrincipalName(String value) {

    private static final int LONGEST_USER = 64;
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    public UserPrincipalName {
        int at = value.indexOf('@');
        require(
                at >= 0 && at == value.lastIndexOf('@'),
                "a user principal name has exactly one @ (MS-ADTS §5.1.1.1.1)",
                value);
        String user = value.substring(0, at);
        require(
                user.length() <= LONGEST_USER,
                "the user part of a user principal name has at most 64 characters (MS-ADTS §5.1.1.1.1)",
                value);
        require(
                USER.matcher(user).matches(),
                "the user part of a user principal name has letters, digits, _ and -, with single dots between"
                        + " (MS-ADTS §5.1.1.1.1)",
                value);
        DnsName domain = new DnsName(value.substring(at + 1));
        require(
                !domain.isWildcard(),
                "a user principal name is of one domain, not of a wildcard (MS-ADTS §5.1.1.1.1)",
                value);
        value = user + "@" + domain;
    }

    /** The domain of the directory. */
    public DnsName domain() {
        return new DnsName(value.substring(value.indexOf('@') + 1));
    }

    @Override
    public String toString() {
        return value;
    }
}
