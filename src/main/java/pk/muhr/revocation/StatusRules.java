package pk.muhr.revocation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.PolicyPlace;
import pk.muhr.revocation.RevocationRefusal.Rule;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.RevocationReason;

/**
 * Whether a change of one certificate's status is permitted, and which event it makes.
 *
 * @param terms what its profile says
 * @param place where the profile says it
 * @param listed whether its authority tells of it: it has not expired, or expired ones are kept
 * @param before the newest event so far
 * @param now in whole seconds
 */
record StatusRules(
        IssuedCertificate issued,
        CertificateProfile.Revocation terms,
        Optional<PolicyPlace> place,
        boolean listed,
        Optional<RecordedRevocation> before,
        Instant now) {

    /** The hold or revocation that is ordered. */
    Verdict judge(RevocationOrder order, boolean officer) {
        Optional<RevocationRefusal> objection =
                unlisted().or(() -> reason(order, officer)).or(() -> date(order));
        if (objection.isPresent()) {
            return new Verdict.Refused(objection.get());
        }
        StatusSuccession succession =
                new StatusSuccession(issued.authority(), issued.certificate().serial(), before, now);
        return succession
                .next(order.reason(), order.invalidityDate().map(date -> date.truncatedTo(ChronoUnit.SECONDS)))
                .<Verdict>map(Verdict.Permitted::new)
                .orElseGet(() -> new Verdict.Refused(already(before.orElseThrow())));
    }

    /** The release of a hold. */
    Verdict release() {
        StatusSuccession succession =
                new StatusSuccession(issued.authority(), issued.certificate().serial(), before, now);
        return succession
                .release()
                .<Verdict>map(Verdict.Permitted::new)
                .orElseGet(() -> new Verdict.Refused(RevocationRefusal.of(
                        Rule.NOT_HELD,
                        before.map(event -> event.kind().label()).orElse("never held"),
                        "release what is held; a revocation is final")));
    }

    private Optional<RevocationRefusal> unlisted() {
        Certificate certificate = issued.certificate();
        if (certificate.isAuthority()) {
            return Optional.of(RevocationRefusal.of(
                    Rule.AUTHORITY_NEEDS_CEREMONY,
                    certificate.serial().hex(),
                    "propose it at the authority's own address, /api/v1/authorities/{ca}/revocation"));
        }
        return listed
                ? Optional.empty()
                : Optional.of(RevocationRefusal.of(
                        Rule.CERTIFICATE_EXPIRED,
                        certificate.notAfter(),
                        "nothing is left to be done; only an authority with crl.keepExpired revokes after the end"));
    }

    private Optional<RevocationRefusal> reason(RevocationOrder order, boolean officer) {
        Set<RevocationReason> permitted = PermittedReasons.of(terms, officer);
        return permitted.contains(order.reason())
                ? Optional.empty()
                : Optional.of(new RevocationRefusal(
                        Rule.REASON_NOT_PERMITTED,
                        order.reason().label(),
                        "give one of: "
                                + permitted.stream()
                                        .map(RevocationReason::label)
                                        .collect(Collectors.joining(", ")),
                        place));
    }

    /** Within the certificate's life, and not after it was held or revoked. */
    private Optional<RevocationRefusal> date(RevocationOrder order) {
        Instant earliest = issued.certificate().notBefore();
        Instant latest = before.filter(event -> event.kind() != StatusKind.RELEASED)
                .map(RecordedRevocation::revokedAt)
                .orElse(now);
        return order.invalidityDate()
                .filter(date -> date.isAfter(latest) || date.isBefore(earliest))
                .map(date -> RevocationRefusal.of(
                        Rule.DATE_NOT_PERMITTED,
                        date,
                        "give a time from " + earliest + " to " + latest + ", or leave it out"));
    }

    private static RevocationRefusal already(RecordedRevocation event) {
        return event.kind() == StatusKind.HELD
                ? RevocationRefusal.of(
                        Rule.ALREADY_HELD, "since " + event.revokedAt(), "release it, or revoke it with another reason")
                : RevocationRefusal.of(
                        Rule.ALREADY_REVOKED,
                        "at " + event.revokedAt() + " for " + event.reason().label(),
                        "only the reason keyCompromise, or an earlier invalidityDate with the same reason, may follow");
    }
}
