package pk.muhr.revocation.crl;

import java.time.Clock;
import java.time.Duration;
import java.util.Date;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.problem.PlainHttp;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** CRLs, at the addresses that certificates carry (RFC 5280 §4.2.1.13). */
@Path("/crl")
@PlainHttp
@PermitAll
@Tag(name = "Repository")
public class CrlResource {

    private static final String CRL = "application/pkix-crl";

    /** A cache may hide a new list no longer than this, however long the list itself is good. */
    private static final Duration LONGEST_TO_CACHE = Duration.ofHours(1);

    private final Hierarchy hierarchy;
    private final CrlShelf shelf;
    private final Clock clock;

    CrlResource(Hierarchy hierarchy, CrlShelf shelf, Clock clock) {
        this.hierarchy = hierarchy;
        this.shelf = shelf;
        this.clock = clock;
    }

    /** The newest list of an authority in DER. */
    @GET
    @Path("/{ca}.crl")
    @Produces(CRL)
    @Operation(summary = "Download an authority's CRL")
    public Response newest(@PathParam("ca") String ca, @Context Request request) {
        CrlShelf.Item item = shelf.newest(authority(ca).id()).orElseThrow(() -> problem(ca, "It has no CRL yet."));
        PublishedList list = item.list();
        EntityTag tag = new EntityTag(list.sha256().hex());
        Date modified = Date.from(list.thisUpdate());
        Response.ResponseBuilder answer = request.evaluatePreconditions(modified, tag);
        if (answer == null) {
            answer = Response.ok(item.der().bytes(), CRL);
        }
        return answer.tag(tag)
                .lastModified(modified)
                .expires(Date.from(list.nextUpdate()))
                .cacheControl(cache(list))
                .build();
    }

    private CacheControl cache(PublishedList list) {
        Duration left = Duration.between(clock.instant(), list.nextUpdate());
        Duration kept = left.compareTo(LONGEST_TO_CACHE) < 0 ? left : LONGEST_TO_CACHE;
        CacheControl cache = new CacheControl();
        cache.setMaxAge((int) Math.max(0, kept.toSeconds()));
        cache.setMustRevalidate(true);
        return cache;
    }

    private CertificateAuthority authority(String ca) {
        return hierarchy.named(ca).orElseThrow(() -> problem(ca, "Nothing is known of it."));
    }

    private static ProblemException problem(String ca, String detail) {
        return new ProblemException(Problem.of(404, "crl-unknown", "No such CRL", detail)
                .withValue(ca)
                .withFix("take the address from the certificate, or a name from /api/v1/authorities"));
    }
}
