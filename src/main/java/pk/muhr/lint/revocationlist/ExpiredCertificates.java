package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.policy.CertificateFamily;
import pk.muhr.x509.RevocationListExtensions;

/** A list that keeps expired certificates says since when: since there is the authority. Never a list for TLS. */
final class ExpiredCertificates extends RevocationListRule {

    ExpiredCertificates() {
        super("crl-expired-certificates", "ITU-T X.509 §9.5.2.8, BR §7.2.2");
    }

    @Override
    public boolean appliesTo(RevocationListSubject s) {
        return s.list().extension(RevocationListExtensions.EXPIRED_CERTIFICATES).isPresent();
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        if (!s.isNational() || s.authority().family().equals(Optional.of(CertificateFamily.TLS))) {
            return Optional.of("expiredCertsOnCRL has no place in this list");
        }
        return unless(
                s.list()
                        .extensions()
                        .contains(RevocationListExtensions.expiredCertificates(
                                s.issuer().notBefore())),
                "expiredCertsOnCRL is not the beginning of the authority's certificate");
    }
}
