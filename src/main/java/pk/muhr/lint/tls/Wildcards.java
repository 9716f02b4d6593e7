package pk.muhr.lint.tls;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.NameKind;

/** A wildcard is the whole left label, and only where the profile permits wildcards. */
final class Wildcards extends CertificateRule {

    Wildcards() {
        super("tls-wildcards", "BR §3.2.2.6, §7.1.2.7.12", Scope.of(CertificateType.TLS_SERVER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        boolean permitted = s.profile()
                .subjectAltName()
                .filter(CertificateProfile.AlternativeNames::wildcards)
                .isPresent();
        for (String name : s.names(NameKind.DNS)) {
            int star = name.lastIndexOf('*');
            if (star >= 0 && !(permitted && star == 0 && name.startsWith("*."))) {
                return Optional.of("the wildcard " + name + " is not permitted, or is not the whole left label");
            }
        }
        return Optional.empty();
    }
}
