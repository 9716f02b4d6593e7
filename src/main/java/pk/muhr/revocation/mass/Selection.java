package pk.muhr.revocation.mass;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Which certificates are meant: those that have everything in common that is said here.
 *
 * @param key SHA-256 of the SubjectPublicKeyInfo
 * @param body whose they are
 * @param authority name and generation, such as {@code gov-tls-g1}
 * @param policyHash the bundle they were issued under
 * @param requester the person who asked for them
 * @param approver an officer who approved the requests for them
 * @param issuedFrom issued at this time or later
 * @param issuedTo issued before this time
 * @param certificates their fingerprints, such as a linter's findings
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonPropertyOrder({
    "key",
    "body",
    "profile",
    "authority",
    "policyHash",
    "requester",
    "approver",
    "issuedFrom",
    "issuedTo",
    "certificates"
})
public record Selection(
        Optional<String> key,
        Optional<String> body,
        Optional<String> profile,
        Optional<String> authority,
        Optional<String> policyHash,
        Optional<String> requester,
        Optional<String> approver,
        Optional<Instant> issuedFrom,
        Optional<Instant> issuedTo,
        Optional<List<String>> certificates) {

    /** Whether it says anything but an end: nothing said would mean every certificate. */
    boolean isNarrow() {
        return Stream.of(key, body, profile, authority, policyHash, requester, approver, issuedFrom, certificates)
                .anyMatch(Optional::isPresent);
    }

    /** The same up to a moment, so that what is issued while officers decide is not meant. */
    Selection until(Instant end) {
        return issuedTo.isPresent()
                ? this
                : new Selection(
                        key,
                        body,
                        profile,
                        authority,
                        policyHash,
                        requester,
                        approver,
                        issuedFrom,
                        Optional.of(end),
                        certificates);
    }
}
