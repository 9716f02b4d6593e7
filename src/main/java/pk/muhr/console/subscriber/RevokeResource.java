package pk.muhr.console.subscriber;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestForm;

import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.Problem;
import pk.muhr.revocation.PermittedReasons;
import pk.muhr.revocation.RevocationOrder;
import pk.muhr.revocation.RevocationOutcome;
import pk.muhr.revocation.RevocationProblems;
import pk.muhr.revocation.RevocationRefusal;
import pk.muhr.revocation.Revocations;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.RevocationReason;

/** Revokes a certificate of the body, for good. */
@Path("/my/certificates/{id}/revocation")
@ForPeople
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.Label.SUBSCRIBER)
public class RevokeResource {

    /** What matters most first: whoever lost a key should not have to look for it. */
    private static final List<RevocationReason> ORDER = List.of(
            RevocationReason.KEY_COMPROMISE,
            RevocationReason.SUPERSEDED,
            RevocationReason.CESSATION_OF_OPERATION,
            RevocationReason.AFFILIATION_CHANGED,
            RevocationReason.UNSPECIFIED);

    private final Visitors visitors;
    private final OwnCertificates certificates;
    private final Revocations revocations;
    private final ActivePolicy policy;

    RevokeResource(Visitors visitors, OwnCertificates certificates, Revocations revocations, ActivePolicy policy) {
        this.visitors = visitors;
        this.certificates = certificates;
        this.revocations = revocations;
        this.policy = policy;
    }

    /** A reason; {@code key} names its words. */
    public record Choice(String reason, String key) {

        /** The key of the sentence that explains it. */
        public String what() {
            return key + "What";
        }
    }

    /** The reasons there are. */
    @GET
    public String reasons(@PathParam("id") String id) {
        return shown(visitors.reading(Role.SUBSCRIBER), id, "", Optional.empty());
    }

    /** Revokes it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response revoke(
            @PathParam("id") String id,
            @RestForm("form-token") String token,
            @RestForm("reason") @DefaultValue("") String reason) {
        Caller caller = visitors.acting(token, Role.SUBSCRIBER);
        OwnCertificate own = certificates.require(id, caller.requireBody());
        Optional<RevocationReason> given = choices(own).stream()
                .filter(choice -> choice.label().equals(reason))
                .findFirst();
        Frame page = visitors.reading(Role.SUBSCRIBER);
        if (given.isEmpty()) {
            throw visitors.again(noReason(), shown(page, id, "whyNoReason", Optional.empty()));
        }
        RevocationOrder order =
                new RevocationOrder(own.issued().certificate().fingerprint(), given.get(), Optional.empty());
        return switch (revocations.revoke(order, caller)) {
            case RevocationOutcome.Recorded _ ->
                Response.seeOther(URI.create("/my/certificates/" + own.id())).build();
            case RevocationOutcome.Refused(RevocationRefusal why) -> {
                Problem problem = RevocationProblems.of(why).problem();
                throw visitors.again(problem, shown(page, id, "", Optional.of(Refused.of(problem))));
            }
        };
    }

    private static Problem noReason() {
        return Problem.of(422, "no-reason", "No reason", "No reason was chosen; nothing was done.")
                .withFix("choose the reason that fits best");
    }

    private String shown(Frame page, String id, String missing, Optional<Refused> why) {
        OwnCertificate own =
                certificates.require(id, page.caller().orElseThrow().requireBody());
        List<Choice> choices = choices(own).stream()
                .map(reason -> new Choice(reason.label(), StatusWords.reason(reason)))
                .toList();
        return page.show(SubscriberPages.revoke(page, own, choices, missing, why));
    }

    private List<RevocationReason> choices(OwnCertificate own) {
        CertificateProfile.Revocation terms = policy.bundle()
                .profile(own.issued().profile())
                .map(CertificateProfile::revocationTerms)
                .orElse(CertificateProfile.Revocation.UNSAID);
        Set<RevocationReason> permitted = PermittedReasons.of(terms, false);
        return Stream.concat(ORDER.stream(), permitted.stream().filter(reason -> !ORDER.contains(reason)))
                .filter(permitted::contains)
                .toList();
    }
}
