package pk.muhr.revocation.history;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.ca.Hierarchy;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.revocation.OcspEvidence;
import pk.muhr.revocation.RevocationProblems;
import pk.muhr.x509.Sha256;

/** The status of a certificate at any time that has passed; a subscriber asks for the own body's only. */
@Path("/api/v1/certificates/{id}/status")
@RolesAllowed({
    Role.Label.SUBSCRIBER,
    Role.Label.REGISTRATION_OFFICER,
    Role.Label.REVOCATION_OFFICER,
    Role.Label.SECURITY_OFFICER,
    Role.Label.AUDITOR
})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificates")
public class CertificateStatusResource {

    private static final BinaryOperator<Instant> EARLIER = BinaryOperator.minBy(Comparator.naturalOrder());

    private final IssuedCertificates certificates;
    private final Hierarchy hierarchy;
    private final StatusHistory history;
    private final OcspEvidence answers;
    private final Callers callers;
    private final Clock clock;

    CertificateStatusResource(
            IssuedCertificates certificates,
            Hierarchy hierarchy,
            StatusHistory history,
            OcspEvidence answers,
            Callers callers,
            Clock clock) {
        this.certificates = certificates;
        this.hierarchy = hierarchy;
        this.history = history;
        this.answers = answers;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * What was true at a time, as far as it was known at another.
     *
     * @param status {@code good}, {@code held}, {@code revoked}, or {@code unknown} before it was issued
     * @param expired whether its validity had ended
     * @param event the event that decided
     * @param events everything that was recorded by {@code asOf}
     * @param crl the list that was in force
     * @param ocsp what is kept of what OCSP told
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record StatusAtDocument(
            String id,
            String serial,
            String authority,
            Instant at,
            Instant asOf,
            String status,
            boolean expired,
            Optional<EventDocument> event,
            List<EventDocument> events,
            Optional<ListInForce> crl,
            Optional<OcspDocument> ocsp) {}

    /**
     * What is kept of OCSP.
     *
     * @param kind {@code answer} about this certificate, or {@code batch}: the count of answers that it may be among
     * @param status of the answer
     * @param from when the answer held from, or the batch began
     * @param responder fingerprint of the certificate whose key signed
     * @param sha256 of the answer, or of the batch's last one
     * @param response the answer itself, an OCSPResponse (RFC 6960 §4.2.1)
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record OcspDocument(
            String kind,
            Optional<String> status,
            Instant from,
            Instant to,
            String responder,
            String sha256,

            @Schema(type = SchemaType.STRING, format = "byte", implementation = String.class)
            Optional<byte[]> response) {}

    /** One event; {@code since} is when it counts from, {@code recordedAt} when it became known. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record EventDocument(
            long seq,
            String kind,
            String reason,
            Instant since,
            Optional<Instant> invalidityDate,
            String by,
            Instant recordedAt) {}

    /** The status at a time, now when it is left out, as it was known at another, now when that is left out. */
    @GET
    @Operation(summary = "Ask for a certificate's status at a time")
    public StatusAtDocument status(
            @PathParam("id") String id,
            @QueryParam("at") Optional<String> at,
            @QueryParam("asOf") Optional<String> asOf) {
        IssuedCertificate issued = find(RevocationProblems.fingerprint(id));
        Instant now = clock.instant();
        return status(issued, time("at", at, now), time("asOf", asOf, now));
    }

    private StatusAtDocument status(IssuedCertificate issued, Instant at, Instant asOf) {
        Sha256 issuerKey = hierarchy
                .named(issued.authority().toString())
                .orElseThrow()
                .certificate()
                .key()
                .fingerprint();
        List<StatusEvent> events =
                history.events(issuerKey, issued.certificate().serial(), asOf);
        Optional<StatusEvent> decided = new StatusTimeline(events).at(at);
        Instant served = EARLIER.apply(at, asOf);
        return new StatusAtDocument(
                issued.certificate().fingerprint().hex(),
                issued.certificate().serial().hex(),
                issued.authority().toString(),
                at,
                asOf,
                served.isBefore(issued.issuedAt()) ? "unknown" : word(decided),
                at.isAfter(issued.certificate().notAfter()),
                decided.map(CertificateStatusResource::document),
                events.stream().map(CertificateStatusResource::document).toList(),
                history.list(issued.authority(), issued.certificate(), served),
                answers.at(issuerKey, issued.certificate().serial(), served).map(CertificateStatusResource::document));
    }

    private static String word(Optional<StatusEvent> event) {
        return event.map(decided -> switch (decided.kind()) {
                    case HELD -> "held";
                    case RELEASED -> "good";
                    case REVOKED -> "revoked";
                })
                .orElse("good");
    }

    private static EventDocument document(StatusEvent event) {
        return new EventDocument(
                event.seq(),
                event.kind().label(),
                event.reason().label(),
                event.since(),
                event.invalidityDate(),
                event.by(),
                event.recordedAt());
    }

    private static OcspDocument document(OcspEvidence.Kept kept) {
        return switch (kept) {
            case OcspEvidence.Kept.Answer answer ->
                new OcspDocument(
                        "answer",
                        Optional.of(answer.status()),
                        answer.thisUpdate(),
                        answer.nextUpdate(),
                        answer.responder().hex(),
                        answer.der().sha256().hex(),
                        Optional.of(answer.der().bytes()));
            case OcspEvidence.Kept.Batch batch ->
                new OcspDocument(
                        "batch",
                        Optional.empty(),
                        batch.from(),
                        batch.to(),
                        batch.responder().hex(),
                        batch.last().hex(),
                        Optional.empty());
        };
    }

    private IssuedCertificate find(Sha256 fingerprint) {
        Optional<BodyId> scope = callers.current()
                .scope(
                        Role.SUBSCRIBER,
                        Role.REGISTRATION_OFFICER,
                        Role.REVOCATION_OFFICER,
                        Role.SECURITY_OFFICER,
                        Role.AUDITOR);
        return scope.map(body -> certificates.find(fingerprint, body))
                .orElseGet(() -> certificates.find(fingerprint))
                .orElseThrow(() -> IssuedCertificates.unknown(fingerprint.hex()));
    }

    private static Instant time(String name, Optional<String> text, Instant now) {
        Instant time;
        try {
            time = text.map(Instant::parse).orElse(now);
        } catch (DateTimeException e) {
            throw refused(
                    400, "parameter-malformed", name, text.orElse(""), "write a time such as 2026-11-22T00:00:00Z");
        }
        if (time.isAfter(now)) {
            throw refused(422, "time-in-the-future", name, text.orElse(""), "ask for a time that has passed");
        }
        return time;
    }

    private static ProblemException refused(int status, String slug, String name, String value, String fix) {
        return new ProblemException(
                Problem.of(status, slug, "Not a time to ask for", "The parameter " + name + " cannot be used.")
                        .withValue(value)
                        .withFix(fix));
    }
}
