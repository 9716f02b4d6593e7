package pk.muhr.issuance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.lint.ExternalLinterUnavailable;
import pk.muhr.lint.ExternalLinters;
import pk.muhr.lint.LintedCertificate;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateProfile.ExternalLinter;
import pk.muhr.policy.Finding;
import pk.muhr.policy.ProfileId;
import pk.muhr.problem.Unavailable;

/**
 * Asks the program of others that a profile names. Where the profile makes it blocking, what it finds refuses the
 * certificate, and so does its silence; otherwise both are only put on record.
 */
@ApplicationScoped
class ExternalJudgement {

    private final ExternalLinters linters;
    private final AuditRecords audit;

    ExternalJudgement(ExternalLinters linters, AuditRecords audit) {
        this.linters = linters;
        this.audit = audit;
    }

    /** A blocking linter gave no answer, so nothing is signed. */
    static final class Silent extends IllegalStateException implements Unavailable {

        private static final long serialVersionUID = 1L;

        Silent(ExternalLinterUnavailable cause) {
            super(cause.getMessage(), cause);
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(30);
        }
    }

    /** What refuses the certificate; no transaction may be open. */
    List<Finding> blocking(CertificateProfile profile, LintedCertificate linted, Actor actor) {
        Optional<ExternalLinter> named = profile.externalLinter();
        if (named.isEmpty()) {
            return List.of();
        }
        ExternalLinter linter = named.get();
        List<Finding> findings;
        try {
            findings = linters.judge(
                    linter.command(), linted.content(), linter.exceptions().keySet());
        } catch (ExternalLinterUnavailable e) {
            if (linter.blocking()) {
                throw new Silent(e);
            }
            record(linter, linted, actor, e.getMessage());
            return List.of();
        }
        if (linter.blocking() || findings.isEmpty()) {
            return findings;
        }
        record(linter, linted, actor, findings.toString());
        return List.of();
    }

    /** Puts on record which rules a certificate of our own would have broken, and gives what says so. */
    RulesBroken objected(ProfileId profile, List<Finding> findings, Actor actor) {
        audit.appendAlone(AuditEvent.failure(
                "LINT_OBJECTED",
                actor,
                Map.of(
                        "profile", profile,
                        "rules", findings.stream().map(Finding::rule).distinct().toList(),
                        "found", findings.toString())));
        return new RulesBroken(findings);
    }

    private void record(ExternalLinter linter, LintedCertificate linted, Actor actor, String found) {
        audit.appendAlone(AuditEvent.failure(
                        "EXTERNAL_LINTER_OBJECTS",
                        actor,
                        Map.of(
                                "linter", linter.command(),
                                "profile", linted.profile(),
                                "found", found))
                .withPolicy(linted.policy())
                .withSubject(linted.content().serial().hex()));
    }
}
