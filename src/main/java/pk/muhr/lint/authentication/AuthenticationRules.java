package pk.muhr.lint.authentication;

import java.util.List;

import pk.muhr.lint.rule.CertificateRule;

/** Rules for certificates for logging on (RFC 5280, MS-WCCE §2.2.2.7.7). */
public final class AuthenticationRules {

    private AuthenticationRules() {}

    /** All of them, in the order in which they are judged. */
    public static List<CertificateRule> all() {
        return List.of(
                new ServerAuthAbsent(),
                new PurposesOfLogon(),
                new SignatureAlone(),
                new ListFindable(),
                new PrincipalPresent(),
                new PrincipalEncoding(),
                new SecurityIdentifier(),
                new PersonNamed(),
                new PersonAbsentFromDevice(),
                new DeviceNamesForm(),
                new DeviceCommonName());
    }
}
