package pk.muhr.revocation;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.Sha256;

/** Revocation over REST: by the certificate's own body, or by an officer. */
@Path("/api/v1/certificates/{id}/revocation")
@RolesAllowed({Role.Label.SUBSCRIBER, Role.Label.REVOCATION_OFFICER, Role.Label.SECURITY_OFFICER})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificates")
public class RevocationResource {

    private final Revocations revocations;
    private final Callers callers;

    RevocationResource(Revocations revocations, Callers callers) {
        this.revocations = revocations;
        this.callers = callers;
    }

    /**
     * What is asked for.
     *
     * @param reason a name of RFC 5280 §5.3.1; {@code unspecified} when it is left out
     * @param invalidityDate since when the certificate should not have been relied on
     */
    public record RevocationRequest(String reason, Instant invalidityDate) {}

    /** What was done; {@code id} is the certificate's SHA-256. */
    public record RevocationDocument(String id, String serial, String state, Instant revokedAt, String reason) {}

    /** Revokes the certificate for good; the answer comes when that is durable. */
    @POST
    @Operation(summary = "Revoke a certificate")
    public RevocationDocument revoke(@PathParam("id") String id, RevocationRequest wish) {
        Sha256 certificate = fingerprint(id);
        RevocationOrder order =
                new RevocationOrder(certificate, reason(wish), Optional.ofNullable(wish.invalidityDate()));
        return switch (revocations.revoke(order, callers.current())) {
            case RevocationOutcome.Revoked(RecordedRevocation revocation) ->
                new RevocationDocument(
                        id,
                        revocation.serial().hex(),
                        "revoked",
                        revocation.revokedAt(),
                        revocation.reason().label());
            case RevocationOutcome.AlreadyRevoked(RecordedRevocation revocation) ->
                throw problem(
                        409,
                        "already-revoked",
                        "The certificate is revoked already",
                        "It was revoked at " + revocation.revokedAt() + " for the reason "
                                + revocation.reason().label() + "; nothing was changed.",
                        id,
                        "nothing is left to be done; a revocation is final");
            case RevocationOutcome.Unknown() ->
                throw problem(
                        404,
                        "certificate-unknown",
                        "No such certificate",
                        "You have no certificate with this id.",
                        id,
                        "the id is the SHA-256 of the certificate's DER in lower-case hex");
            case RevocationOutcome.ReasonNotPermitted refused ->
                throw problem(
                        422,
                        "reason-not-permitted",
                        "Not for this reason",
                        "You may not give this reason for this certificate (BR §4.9.1.1).",
                        refused.reason().label(),
                        "give one of: " + labels(refused.permitted()));
            case RevocationOutcome.DateNotPermitted refused ->
                throw problem(
                        422,
                        "invalidity-date-not-permitted",
                        "Not with this date",
                        "The certificate cannot have become invalid then (RFC 5280 §5.3.2).",
                        refused.date().toString(),
                        "give a time from " + refused.earliest() + " to " + refused.latest() + ", or leave it out");
            case RevocationOutcome.NeedsCeremony(var serial) ->
                throw problem(
                        403,
                        "authority-needs-ceremony",
                        "Not by one officer",
                        "This is an authority's certificate; a ceremony revokes it.",
                        serial.hex(),
                        "stop issuance first, then call the ceremony");
        };
    }

    private static Sha256 fingerprint(String id) {
        try {
            return new Sha256(id);
        } catch (IllegalArgumentException e) {
            throw problem(
                    400,
                    "certificate-id-malformed",
                    "Not a certificate's id",
                    "An id has 64 lower-case hexadecimal digits.",
                    id,
                    "the id is the SHA-256 of the certificate's DER in lower-case hex");
        }
    }

    private static RevocationReason reason(RevocationRequest wish) {
        String label = wish.reason() == null ? RevocationReason.UNSPECIFIED.label() : wish.reason();
        return RevocationReason.ofLabel(label)
                .orElseThrow(
                        () -> problem(
                                400,
                                "reason-unknown",
                                "Not a reason",
                                "No reason of RFC 5280 §5.3.1 has this name.",
                                label,
                                "give one of: unspecified, keyCompromise, affiliationChanged, superseded, cessationOfOperation"));
    }

    private static String labels(Collection<RevocationReason> reasons) {
        return reasons.stream().map(RevocationReason::label).collect(Collectors.joining(", "));
    }

    private static ProblemException problem(
            int status, String slug, String title, String detail, String value, String fix) {
        return new ProblemException(
                Problem.of(status, slug, title, detail).withValue(value).withFix(fix));
    }
}
