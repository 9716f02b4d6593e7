package pk.muhr.lint.common;

import static pk.muhr.lint.rule.Rule.unless;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** A validity begins when the certificate is signed, or earlier by what the profile permits. */
final class NotBeforeWindow extends CertificateRule {

    /** Between the making of a template and its judgement. */
    private static final int CLOCK_SECONDS = 60;

    NotBeforeWindow() {
        super("not-before-window", "BR §7.1.2", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Instant notBefore = s.certificate().notBefore();
        Instant earliest = s.now().minusSeconds(s.profile().backdateSeconds()).minusSeconds(CLOCK_SECONDS);
        return unless(
                !notBefore.isAfter(s.now()) && !notBefore.isBefore(earliest),
                () -> "notBefore " + notBefore + " is not within the profile's window before " + s.now());
    }
}
