package pk.muhr.revocation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;

import pk.muhr.x509.Sha256;

/**
 * What was done.
 *
 * @param id the certificate's SHA-256
 * @param state {@code revoked}, {@code held} or {@code released}
 * @param revokedAt since when that counts
 * @param sameKey further certificates that were revoked, since they have the key that was compromised
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record StatusDocument(
        String id,
        String serial,
        String state,
        Instant revokedAt,
        String reason,
        Optional<Instant> invalidityDate,
        List<String> sameKey) {

    static StatusDocument of(String id, RevocationOutcome outcome) {
        return switch (outcome) {
            case RevocationOutcome.Refused(RevocationRefusal why) -> throw RevocationProblems.of(why);
            case RevocationOutcome.Recorded(RecordedRevocation event, List<CertificateReference> sameKey) ->
                new StatusDocument(
                        id,
                        event.serial().hex(),
                        event.kind().label(),
                        event.revokedAt(),
                        event.reason().label(),
                        event.invalidityDate(),
                        sameKey.stream()
                                .map(CertificateReference::fingerprint)
                                .flatMap(Optional::stream)
                                .map(Sha256::hex)
                                .toList());
        };
    }
}
