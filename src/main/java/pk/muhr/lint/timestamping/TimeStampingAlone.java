package pk.muhr.lint.timestamping;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.KeyPurpose;

/** The one purpose is time-stamping, and it is critical. */
final class TimeStampingAlone extends CertificateRule {

    TimeStampingAlone() {
        super("time-stamping-purpose", "RFC 3161 §2.3, CSBR §7.1.2.3 f", Scope.of(CertificateType.TIME_STAMPING_UNIT));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.purposes().equals(List.of(KeyPurpose.TIME_STAMPING.oid()))
                        && s.has(Extensions.EXTENDED_KEY_USAGE, true),
                () -> "extKeyUsage must be critical and timeStamping alone, not " + s.purposes());
    }
}
