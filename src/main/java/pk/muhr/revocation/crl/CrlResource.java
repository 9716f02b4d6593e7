package pk.muhr.revocation.crl;

import java.io.File;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.problem.PlainHttp;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.safety.Hold;

/** CRLs, at the addresses that certificates carry (RFC 5280 §4.2.1.13). */
@Path("/crl")
@PlainHttp
@PermitAll
@Tag(name = "Repository")
public class CrlResource {

    private static final String CRL = "application/pkix-crl";

    /** A cache may hide a new list no longer than this, however long the list itself is good. */
    private static final Duration LONGEST_TO_CACHE = Duration.ofHours(1);

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,47}");

    private final Hierarchy hierarchy;
    private final CrlShelf shelf;
    private final KeptLists kept;
    private final Hold hold;
    private final Clock clock;

    CrlResource(Hierarchy hierarchy, CrlShelf shelf, KeptLists kept, Hold hold, Clock clock) {
        this.hierarchy = hierarchy;
        this.shelf = shelf;
        this.kept = kept;
        this.hold = hold;
        this.clock = clock;
    }

    /** The list of everything of an authority, in DER: the newest, or an earlier one by its number. */
    @GET
    @Path("/{ca}.crl")
    @Produces(CRL)
    @Operation(summary = "Download an authority's CRL")
    public Response whole(
            @PathParam("ca") String ca, @QueryParam("number") Optional<String> number, @Context Request request) {
        return answer(new Asked(whole(ca), false, number), request);
    }

    /** One part of it, which the certificates name that it speaks of. */
    @GET
    @Path("/{ca}/{part: [0-9]{1,4}}.crl")
    @Produces(CRL)
    @Operation(summary = "Download a part of an authority's CRL")
    public Response part(
            @PathParam("ca") String ca,
            @PathParam("part") int part,
            @QueryParam("number") Optional<String> number,
            @Context Request request) {
        return answer(new Asked(ListScope.part(authority(ca).id(), part), false, number), request);
    }

    /** The changes since a list of everything that is still good. */
    @GET
    @Path("/{ca}/delta.crl")
    @Produces(CRL)
    @Operation(summary = "Download the changes of an authority's CRL")
    public Response delta(
            @PathParam("ca") String ca, @QueryParam("number") Optional<String> number, @Context Request request) {
        return answer(new Asked(whole(ca), true, number), request);
    }

    /** The changes of one part. */
    @GET
    @Path("/{ca}/{part: [0-9]{1,4}}/delta.crl")
    @Produces(CRL)
    @Operation(summary = "Download the changes of a part of an authority's CRL")
    public Response deltaOfPart(
            @PathParam("ca") String ca,
            @PathParam("part") int part,
            @QueryParam("number") Optional<String> number,
            @Context Request request) {
        return answer(new Asked(ListScope.part(authority(ca).id(), part), true, number), request);
    }

    private record Asked(ListScope scope, boolean delta, Optional<String> number) {}

    private Response answer(Asked asked, Request request) {
        CrlShelf.Item item = hold.isHeld() ? outside(asked) : stored(asked);
        PublishedList list = item.list();
        EntityTag tag = new EntityTag(list.sha256().hex());
        Date modified = Date.from(list.thisUpdate());
        Response.ResponseBuilder answer = request.evaluatePreconditions(tag);
        if (answer == null) {
            File file = item.file().toFile();
            answer = Response.ok(file, CRL).header(HttpHeaders.CONTENT_LENGTH, file.length());
        }
        return answer.tag(tag)
                .lastModified(modified)
                .expires(Date.from(list.nextUpdate()))
                .cacheControl(cache(list))
                .build();
    }

    private CrlShelf.Item stored(Asked asked) {
        return asked.number()
                .map(number -> numbered(asked, number))
                .orElseGet(() -> shelf.newest(asked.scope(), asked.delta()))
                .orElseThrow(() -> problem(asked.scope().toString(), "There is no such list of it."));
    }

    /** The database may have an older list than the one that caches have; the last published one lies beside it. */
    private CrlShelf.Item outside(Asked asked) {
        return Optional.of(asked)
                .filter(newest -> newest.number().isEmpty())
                .flatMap(_ -> kept.find(authority(asked.scope().authority().toString()), asked.scope(), asked.delta()))
                .orElseThrow(() -> new ProblemException(
                        Problem.of(503, "installation-held", "Not now", "This CRL is not given out for now.")
                                .withFix("the last one that was published counts until its nextUpdate")));
    }

    private Optional<CrlShelf.Item> numbered(Asked asked, String number) {
        return NUMBER.matcher(number).matches()
                ? shelf.numbered(asked.scope(), asked.delta(), new BigInteger(number))
                : Optional.empty();
    }

    private CacheControl cache(PublishedList list) {
        Duration left = Duration.between(clock.instant(), list.nextUpdate());
        Duration kept = left.compareTo(LONGEST_TO_CACHE) < 0 ? left : LONGEST_TO_CACHE;
        CacheControl cache = new CacheControl();
        cache.setMaxAge((int) Math.max(0, kept.toSeconds()));
        cache.setMustRevalidate(true);
        return cache;
    }

    private ListScope whole(String ca) {
        return ListScope.whole(authority(ca).id());
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
