package pk.muhr.console.office;

import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import pk.muhr.console.CertificateFacts;
import pk.muhr.console.Frame;
import pk.muhr.console.IssuedStatuses;
import pk.muhr.console.Said;
import pk.muhr.console.Visitors;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.revocation.RevocationOrder;
import pk.muhr.revocation.RevocationOutcome;
import pk.muhr.revocation.RevocationPolicy;
import pk.muhr.revocation.RevocationProblems;
import pk.muhr.revocation.RevocationRefusal;
import pk.muhr.revocation.Revocations;
import pk.muhr.revocation.history.StatusHistory;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.Sha256;

/** One certificate: what it says, what happened to it, and its revocation by an officer. */
@Path("/office/certificates/{id}")
@ForPeople
@RolesAllowed({Role.Label.REGISTRATION_OFFICER, Role.Label.REVOCATION_OFFICER, Role.Label.SECURITY_OFFICER})
@Produces(MediaType.TEXT_HTML)
public class IssuedResource {

    private static final Role[] REVOKERS = {Role.REVOCATION_OFFICER, Role.SECURITY_OFFICER};

    private final Visitors visitors;
    private final IssuedCertificates certificates;
    private final IssuedStatuses statuses;
    private final StatusHistory history;
    private final Revocations revocations;
    private final RevocationPolicy terms;
    private final ActivePolicy policy;
    private final Clock clock;

    IssuedResource(
            Visitors visitors,
            IssuedCertificates certificates,
            IssuedStatuses statuses,
            StatusHistory history,
            Revocations revocations,
            RevocationPolicy terms,
            ActivePolicy policy,
            Clock clock) {
        this.visitors = visitors;
        this.certificates = certificates;
        this.statuses = statuses;
        this.history = history;
        this.revocations = revocations;
        this.terms = terms;
        this.policy = policy;
        this.clock = clock;
    }

    /** The page. */
    @GET
    public String one(@PathParam("id") String id, @QueryParam("done") String done) {
        Frame page = visitors.reading(IssuedListResource.READERS);
        return show(page, find(id), Done.of(done), "", "");
    }

    /** The certificate in PEM, to be saved. */
    @GET
    @Path("/pem")
    @Produces("application/x-pem-file")
    public Response pem(@PathParam("id") String id) {
        visitors.reading(IssuedListResource.READERS);
        IssuedCertificate issued = find(id);
        return Response.ok(issued.certificate().pem())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\""
                                + issued.certificate().serial().hex() + ".pem\"")
                .build();
    }

    /** Revokes, holds or releases it. */
    @POST
    public Response change(
            @PathParam("id") String id,
            @FormParam("form-token") String token,
            @FormParam("act") String act,
            @FormParam("reason") String reason,
            @FormParam("invalidity") String invalidity,
            @FormParam("mean") String mean) {
        Caller caller = visitors.acting(token, REVOKERS);
        IssuedCertificate issued = find(id);
        Frame page = visitors.reading(REVOKERS);
        if (QueueResource.typed(act).equals("revoke") && mean == null) {
            throw again(page, issued, Said.refused("refusedConfirm", unconfirmed()), reason, invalidity);
        }
        try {
            return switch (QueueResource.typed(act)) {
                case "revoke" ->
                    done(
                            id,
                            revocations.revoke(
                                    order(issued, RevocationProblems.reason(reason), invalidity, page.zone()), caller),
                            "doneRevoked");
                case "hold" ->
                    done(
                            id,
                            revocations.revoke(
                                    order(issued, RevocationReason.CERTIFICATE_HOLD, "", page.zone()), caller),
                            "doneHeld");
                case "release" ->
                    done(id, revocations.release(issued.certificate().fingerprint(), caller), "doneReleased");
                default -> throw new NotFoundException();
            };
        } catch (DateTimeException _) {
            throw again(page, issued, Said.refused("refusedTime", noTime(invalidity)), reason, invalidity);
        } catch (ProblemException e) {
            throw again(page, issued, Said.refused(e.problem()), reason, invalidity);
        }
    }

    private static RevocationOrder order(
            IssuedCertificate issued, RevocationReason reason, String invalidity, ZoneId zone) {
        Optional<Instant> since = Optional.of(QueueResource.typed(invalidity).strip())
                .filter(text -> !text.isEmpty())
                .map(text -> LocalDateTime.parse(text).atZone(zone).toInstant());
        return new RevocationOrder(issued.certificate().fingerprint(), reason, since);
    }

    private static Response done(String id, RevocationOutcome outcome, String word) {
        return switch (outcome) {
            case RevocationOutcome.Refused(RevocationRefusal why) -> throw RevocationProblems.of(why);
            case RevocationOutcome.Recorded _ ->
                Response.seeOther(URI.create("/office/certificates/" + new Sha256(id).hex() + "?done=" + word))
                        .build();
        };
    }

    /** On record like any refusal, and the page once more. */
    private ProblemException again(Frame page, IssuedCertificate issued, Said said, String reason, String invalidity) {
        return visitors.again(
                said.problem().orElseThrow(),
                show(page, issued, said, QueueResource.typed(reason), QueueResource.typed(invalidity)));
    }

    private static Problem unconfirmed() {
        return Problem.of(
                        422,
                        "not-confirmed",
                        "Not confirmed",
                        "A revocation is final, and the form did not say that it is meant; nothing was done.")
                .withFix("tick that it is meant, and send the form once more");
    }

    private static Problem noTime(String text) {
        return Problem.of(
                        422,
                        "invalidity-malformed",
                        "Not a time",
                        "Since when the key is not to be trusted could not be read; nothing was done.")
                .withValue(LegibleText.shown(QueueResource.typed(text)))
                .withFix("write a day and a time, such as 2026-05-01T09:30, or leave it out");
    }

    private String show(Frame page, IssuedCertificate issued, Said said, String reason, String invalidity) {
        String stateKey = IssuedListResource.stateKey(statuses.of(issued), issued, clock.instant());
        Set<RevocationReason> permitted = terms.reasons(issued.profile(), issued.policy());
        boolean listed = terms.isListed(issued.authority(), issued.certificate().notAfter());
        boolean revoked = stateKey.equals("revokedState");
        boolean held = stateKey.equals("heldState");
        IssuedView view = new IssuedView(
                issued.certificate().fingerprint().hex(),
                issued.body().map(BodyId::value),
                QueueResource.purpose(policy, issued.profile()),
                issued.request(),
                stateKey,
                issued.issuedAt(),
                history.events(
                        statuses.authority(issued).certificate().key().fingerprint(),
                        issued.certificate().serial(),
                        clock.instant()),
                revoked || !listed
                        ? List.of()
                        : permitted.stream()
                                .filter(each -> each != RevocationReason.CERTIFICATE_HOLD)
                                .map(RevocationReason::label)
                                .toList(),
                !revoked && !held && listed && permitted.contains(RevocationReason.CERTIFICATE_HOLD),
                held,
                reason,
                invalidity);
        return page.show(OfficePages.certificate(page, view, CertificateFacts.of(issued.certificate()), said));
    }

    private IssuedCertificate find(String id) {
        return QueueResource.read(id, Sha256::new).flatMap(certificates::find).orElseThrow(NotFoundException::new);
    }
}
