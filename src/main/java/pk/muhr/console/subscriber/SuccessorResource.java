package pk.muhr.console.subscriber;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.enrolment.NewRequest;
import pk.muhr.enrolment.Renewals;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.ProblemException;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.Sha256;

/** Asks for what follows a certificate: the same names, with the same key or a new one. */
@Path("/my/certificates/{id}/renewal")
@ForPeople
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.Label.SUBSCRIBER)
public class SuccessorResource {

    /** The button that lets the key stay. */
    private static final String KEEP = "keep";

    private final Visitors visitors;
    private final OwnCertificates certificates;
    private final Renewals renewals;
    private final Asking asking;
    private final ActivePolicy policy;

    SuccessorResource(
            Visitors visitors, OwnCertificates certificates, Renewals renewals, Asking asking, ActivePolicy policy) {
        this.visitors = visitors;
        this.certificates = certificates;
        this.renewals = renewals;
        this.asking = asking;
        this.policy = policy;
    }

    /** Which key it will be. */
    @GET
    public Response key(@PathParam("id") String id) {
        Frame page = visitors.reading(Role.SUBSCRIBER);
        Caller caller = page.caller().orElseThrow();
        OwnCertificate own = certificates.require(id, caller.requireBody());
        return after(caller, own, Optional.empty())
                .map(request -> Response.ok(page.show(SubscriberPages.key(page, step(id, request)))))
                .orElseGet(() -> Response.seeOther(home(id)))
                .build();
    }

    /** A look at it before it is asked for. */
    @POST
    @Path("/check")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response check(@PathParam("id") String id, MultivaluedMap<String, String> form) {
        return asked(id, form, wish -> {
            NewRequest request = wish.request();
            String csr = wish.csr();
            Previewed previewed = asking.preview(wish.caller(), request);
            Map<String, String> hidden = new LinkedHashMap<>();
            hidden.put(csr.isEmpty() ? KEEP : AskResource.CSR, csr.isEmpty() ? "yes" : csr);
            hidden.put(AskResource.ONCE, UUID.randomUUID().toString());
            Frame page = visitors.reading(Role.SUBSCRIBER);
            String here = "/my/certificates/" + id + "/renewal";
            return Response.ok(page.show(SubscriberPages.preview(
                            page, Purpose.of(profile(request)), previewed, hidden, here, List.of())))
                    .build();
        });
    }

    /** Asks for it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@PathParam("id") String id, MultivaluedMap<String, String> form) {
        return asked(id, form, wish -> Response.seeOther(
                        asking.submit(wish.caller(), wish.request(), AskResource.text(form, AskResource.ONCE)))
                .build());
    }

    /** @param csr as it was pasted; empty where the key stays */
    private record Wish(Caller caller, NewRequest request, String csr) {}

    private Response asked(String id, MultivaluedMap<String, String> form, Function<Wish, Response> step) {
        Caller caller = visitors.acting(form.getFirst(AskResource.TOKEN), Role.SUBSCRIBER);
        OwnCertificate own = certificates.require(id, caller.requireBody());
        String csr = form.containsKey(KEEP) ? "" : AskResource.text(form, AskResource.CSR);
        Optional<NewRequest> kept = after(caller, own, Optional.empty());
        if (kept.isEmpty()) {
            return Response.seeOther(home(own.id())).build();
        }
        try {
            Optional<CertificationRequest> key =
                    form.containsKey(KEEP) ? Optional.empty() : Optional.of(Asking.csr(csr));
            return step.apply(new Wish(caller, after(caller, own, key).orElseThrow(), csr));
        } catch (ProblemException e) {
            KeyStep again = step(id, kept.get()).again(csr, Refused.of(e.problem()));
            Frame page = visitors.reading(Role.SUBSCRIBER);
            throw visitors.again(e.problem(), page.show(SubscriberPages.key(page, again)));
        }
    }

    /** Nothing where it is revoked or cannot be asked for again; the certificate's page says so. */
    private Optional<NewRequest> after(Caller caller, OwnCertificate own, Optional<CertificationRequest> csr) {
        Sha256 certificate = own.issued().certificate().fingerprint();
        return switch (renewals.after(caller, certificate, csr)) {
            case Renewals.Successor.Asked(NewRequest request) -> Optional.of(request);
            case Renewals.Successor.Revoked _, Renewals.Successor.NotAsked _, Renewals.Successor.Unknown _ ->
                Optional.empty();
        };
    }

    private KeyStep step(String id, NewRequest request) {
        return new KeyStep(
                "/my/certificates/" + id + "/renewal/check",
                "",
                profile(request),
                Map.of(),
                "",
                true,
                Optional.empty());
    }

    private CertificateProfile profile(NewRequest request) {
        return policy.bundle().profile(request.profile()).orElseThrow();
    }

    private static URI home(String id) {
        return URI.create("/my/certificates/" + id);
    }
}
