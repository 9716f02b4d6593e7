package pk.muhr.console.subscriber;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.enrolment.Renewals;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;
import pk.muhr.issuance.CertificateQuery;
import pk.muhr.problem.ForPeople;
import pk.muhr.x509.Certificate;

/** The body's certificates, and their files. */
@Path("/my/certificates")
@ForPeople
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.Label.SUBSCRIBER)
public class CertificatesResource {

    private static final int ON_A_PAGE = 25;
    private static final Duration SOON = Duration.ofDays(30);

    private final Visitors visitors;
    private final OwnCertificates certificates;
    private final Renewals renewals;
    private final Clock clock;

    CertificatesResource(Visitors visitors, OwnCertificates certificates, Renewals renewals, Clock clock) {
        this.visitors = visitors;
        this.certificates = certificates;
        this.renewals = renewals;
        this.clock = clock;
    }

    /** What a search asked for, for the form and the way to its next page; {@code after} is empty on the last one. */
    public record Search(String q, String state, String after) {}

    /** The texts that programs are given. */
    public record Texts(String pem, String chain, String fullChain) {}

    /** The newest first. */
    @GET
    public String all(
            @QueryParam("q") @DefaultValue("") String q,
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("after") @DefaultValue("") String after) {
        Frame page = visitors.reading(Role.SUBSCRIBER);
        boolean soon = state.equals("soon");
        CertificateQuery query = new CertificateQuery(
                Optional.of(q.strip()).filter(text -> !text.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                soon ? Optional.of(CertificateQuery.State.VALID) : state(state),
                soon ? Optional.of(clock.instant().plus(SOON)) : Optional.empty(),
                OwnCertificates.hash(after));
        List<OwnCertificate> found =
                certificates.find(query, page.caller().orElseThrow().requireBody(), ON_A_PAGE + 1);
        List<OwnCertificate> shown = found.stream().limit(ON_A_PAGE).toList();
        String next = found.size() > ON_A_PAGE ? shown.getLast().id() : "";
        return page.show(SubscriberPages.certificates(page, shown, new Search(q, state, next)));
    }

    /** One of them: what it says, whether it counts, and how it is used. */
    @GET
    @Path("/{id}")
    public String one(@PathParam("id") String id) {
        Frame page = visitors.reading(Role.SUBSCRIBER);
        Caller caller = page.caller().orElseThrow();
        OwnCertificate own = certificates.require(id, caller.requireBody());
        List<Certificate> path = path(own);
        boolean renewable = renewals.after(caller, own.issued().certificate().fingerprint(), Optional.empty())
                instanceof Renewals.Successor.Asked;
        Texts texts = new Texts(
                own.issued().certificate().pem(),
                Certificate.pem(path.subList(1, Math.max(1, path.size() - 1))),
                Certificate.pem(path.subList(0, Math.max(1, path.size() - 1))));
        return page.show(SubscriberPages.certificate(page, own, texts, renewable));
    }

    /** One of its files. */
    @GET
    @Path("/{id}/{form}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response file(@PathParam("id") String id, @PathParam("form") String form) {
        Frame page = visitors.reading(Role.SUBSCRIBER);
        OwnCertificate own =
                certificates.require(id, page.caller().orElseThrow().requireBody());
        CertificateFile file = CertificateFile.of(form).orElseThrow(NotFoundException::new);
        return Response.ok(file.content(path(own), own.file()), file.mediaType())
                .header("Content-Disposition", "attachment; filename=\"" + file.name(own.file()) + "\"")
                .build();
    }

    private List<Certificate> path(OwnCertificate own) {
        return certificates.authority(own.issued()).chainOf(own.issued().certificate());
    }

    private static Optional<CertificateQuery.State> state(String label) {
        return Stream.of(CertificateQuery.State.values())
                .filter(state -> state.name().equalsIgnoreCase(label))
                .findFirst();
    }
}
