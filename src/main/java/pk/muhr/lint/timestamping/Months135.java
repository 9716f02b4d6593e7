package pk.muhr.lint.timestamping;

import static pk.muhr.lint.rule.Rule.unless;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;

/** A unit's certificate lives for 135 months at most. */
final class Months135 extends CertificateRule {

    private static final int MONTHS = 135;

    Months135() {
        super("time-stamping-validity", "CSBR §6.3.2", Scope.of(CertificateType.TIME_STAMPING_UNIT));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Instant latest = s.certificate()
                .notBefore()
                .atZone(ZoneOffset.UTC)
                .plusMonths(MONTHS)
                .toInstant();
        return unless(
                s.certificate().notAfter().isBefore(latest),
                () -> "it ends at " + s.certificate().notAfter() + ", later than " + MONTHS + " months after it began");
    }
}
