package pk.muhr.lint.tls;

import java.util.List;

import pk.muhr.lint.rule.CertificateRule;

/** Rules for TLS server certificates (BR §7.1.2.7). */
public final class TlsServerRules {

    private TlsServerRules() {}

    /** All of them, in the order in which they are judged. */
    public static List<CertificateRule> all() {
        return List.of(
                new NamesPresent(),
                new NamesDnsOnly(),
                new NamesForm(),
                new Wildcards(),
                new CommonNameIsName(),
                new SubjectOfOrganization(),
                new SubjectOfDomain(),
                new ServerAuthAlone(),
                new UsageOfServer(),
                new RevocationFindable());
    }
}
