package pk.muhr.timestamp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.issuance.RevokedAuthorities;
import pk.muhr.policy.TimeStampPolicy;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.Certificate;

/** Whether a key signs nothing any more, and since when it should be gone from its token (CSBR §6.3.2). */
@ApplicationScoped
class KeyEnds {

    private final ActivePolicy policy;
    private final Hierarchy hierarchy;
    private final RevokedAuthorities revoked;
    private final UnitKeys keys;
    private final KeyRemovals removals;
    private final Clock clock;

    KeyEnds(
            ActivePolicy policy,
            Hierarchy hierarchy,
            RevokedAuthorities revoked,
            UnitKeys keys,
            KeyRemovals removals,
            Clock clock) {
        this.policy = policy;
        this.hierarchy = hierarchy;
        this.revoked = revoked;
        this.keys = keys;
        this.removals = removals;
        this.clock = clock;
    }

    /** Why a key does not sign though its unit has no newer one. */
    enum Reason {
        UNIT_NOT_IN_POLICY("unit-not-in-policy"),
        LAST_USE_PASSED("last-use-passed"),
        CERTIFICATE_REVOKED("certificate-revoked");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /** As in the table and the audit record. */
        String label() {
            return label;
        }
    }

    /** Why it signs nothing any more; nothing where it may sign, or has no certificate. */
    Optional<Reason> reason(UnitKey key) {
        if (key.certificate().isEmpty()) {
            return Optional.empty();
        }
        Certificate certificate = key.certificate().get();
        if (policy.bundle()
                .timeStamps()
                .flatMap(stamps -> stamps.unit(key.unit()))
                .isEmpty()) {
            return Optional.of(Reason.UNIT_NOT_IN_POLICY);
        }
        if (!UnitKey.lastUse(certificate).isAfter(clock.instant())) {
            return Optional.of(Reason.LAST_USE_PASSED);
        }
        return isRevoked(certificate) ? Optional.of(Reason.CERTIFICATE_REVOKED) : Optional.empty();
    }

    private boolean isRevoked(Certificate certificate) {
        return hierarchy.authorities().stream()
                .filter(authority -> isIssuer(authority, certificate))
                .findFirst()
                .map(authority -> authority.chainOf(certificate))
                .filter(revoked::contains)
                .isPresent();
    }

    private static boolean isIssuer(CertificateAuthority authority, Certificate certificate) {
        return authority.certificate().subject().equals(certificate.issuer())
                && certificate.verifiesWith(authority.certificate().key());
    }

    /** When a key must be gone from its token; nothing for one without a certificate. */
    Optional<Instant> removeBefore(UnitKey key) {
        int days = policy.bundle()
                .timeStamps()
                .map(TimeStampPolicy::keyRemovalDays)
                .orElse(0);
        return key.certificate().map(issued -> issued.notBefore().plus(Duration.ofDays(days)));
    }

    /** Whether that has passed, and nobody destroyed it. */
    boolean isOverdue(UnitKey key, Optional<KeyRemovals.Word> word) {
        return word.filter(last -> last.kind() == KeyRemovals.Kind.DONE).isEmpty()
                && removeBefore(key)
                        .filter(end -> end.isBefore(clock.instant()))
                        .isPresent();
    }

    /** Those that should be gone and are not. */
    List<UnitKey> overdue() {
        List<KeyRemovals.Word> words = removals.all();
        return keys.all().stream()
                .filter(key -> isOverdue(
                        key,
                        words.stream()
                                .filter(word -> word.key() == key.number())
                                .findFirst()))
                .toList();
    }
}
