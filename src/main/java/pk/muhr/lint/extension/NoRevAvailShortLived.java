package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.time.Duration;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Extensions;

/** Only a certificate that ends soon anyway may say that its revocation is never published. */
final class NoRevAvailShortLived extends CertificateRule {

    NoRevAvailShortLived() {
        super("no-rev-avail-short-lived", "RFC 9608 §4, BR §1.6.1", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        if (!s.has(Extensions.NO_REV_AVAIL)) {
            return Optional.empty();
        }
        Certificate certificate = s.certificate();
        int most = s.bundle().floors().shortLivedDays();
        // both ends count
        Duration life = Duration.between(certificate.notBefore(), certificate.notAfter())
                .plusSeconds(1);
        return unless(
                life.compareTo(Duration.ofDays(most)) <= 0,
                () -> "noRevAvail is for at most " + most + " days, this is for " + life);
    }
}
